package dev.docket.tasks;

import dev.docket.Task;
import dev.docket.behavior.Logged;
import dev.docket.behavior.TaskName;

/**
 * Does nothing for a while. Every docket knows it as {@code sleep}.
 *
 * @param seconds how long, in seconds of real time
 */
@TaskName("sleep")
public record Sleep(@Logged double seconds) implements Task {}
