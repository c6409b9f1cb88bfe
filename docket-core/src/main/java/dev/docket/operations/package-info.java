/** What {@link dev.docket.Operations} tells about a docket. */
@NullMarked
package dev.docket.operations;

import org.jspecify.annotations.NullMarked;
