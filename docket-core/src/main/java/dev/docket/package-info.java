/**
 * Docket: background tasks on Redis streams.
 *
 * <p>A task is a record that implements {@link dev.docket.Task} or {@link dev.docket.ResultTask}. A
 * {@link dev.docket.Docket} holds executions of tasks, now or in the future; a {@link
 * dev.docket.Worker} runs them.
 */
@NullMarked
package dev.docket;

import org.jspecify.annotations.NullMarked;
