/** The web page of a docket: what is running, what failed, and why something is not running. */
@NullMarked
package dev.docket.dashboard;

import org.jspecify.annotations.NullMarked;
