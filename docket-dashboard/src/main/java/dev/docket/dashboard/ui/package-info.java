/** Building blocks of the pages. */
@NullMarked
package dev.docket.dashboard.ui;

import org.jspecify.annotations.NullMarked;
