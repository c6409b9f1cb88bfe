/** Tasks that every worker knows, for trying out a docket. */
@NullMarked
package dev.docket.tasks;

import org.jspecify.annotations.NullMarked;
