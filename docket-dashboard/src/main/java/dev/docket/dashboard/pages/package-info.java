/** The pages. */
@NullMarked
package dev.docket.dashboard.pages;

import org.jspecify.annotations.NullMarked;
