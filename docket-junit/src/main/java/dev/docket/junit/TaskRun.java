package dev.docket.junit;

import dev.docket.DocketListener.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of an execution, as a test saw it.
 *
 * @param taskName the name of the task
 * @param key the key of the execution
 * @param attempt 1, 2, …
 * @param worker the name of the worker
 * @param redelivered whether an earlier delivery did not finish
 * @param arguments the arguments as JSON values, by parameter name
 * @param startedAt the start, by the docket's clock
 * @param endedAt the end, by the docket's clock
 * @param began when the handler was called, in real time since the docket was injected
 * @param took how long the handler took, in real time
 * @param outcome how it ended; null while it runs
 * @param error what the handler threw
 * @param output the lines that its thread printed or logged to the console
 */
public record TaskRun(
    String taskName,
    String key,
    int attempt,
    String worker,
    boolean redelivered,
    Map<String, Object> arguments,
    Instant startedAt,
    @Nullable Instant endedAt,
    Duration began,
    Duration took,
    @Nullable Outcome outcome,
    @Nullable Throwable error,
    List<String> output) {

  /** Tells whether the handlers of two runs were at work at the same time. */
  boolean overlaps(TaskRun other) {
    return began.compareTo(other.began.plus(other.took)) < 0
        && other.began.compareTo(began.plus(took)) < 0;
  }

  /** Its task and key. */
  String name() {
    return taskName + "[" + key + "]";
  }
}
