/** What a process knows about tasks: their declarations, handlers and what these need. */
@NullMarked
package dev.docket.internal.task;

import org.jspecify.annotations.NullMarked;
