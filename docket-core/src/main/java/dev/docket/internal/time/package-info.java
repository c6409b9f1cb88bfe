/** Times beyond what can be stored. */
@NullMarked
package dev.docket.internal.time;

import org.jspecify.annotations.NullMarked;
