/** Reads each docket once for all browsers that look at it. */
@NullMarked
package dev.docket.dashboard.feed;

import org.jspecify.annotations.NullMarked;
