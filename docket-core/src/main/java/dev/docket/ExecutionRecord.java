package dev.docket;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Redis knows about an execution at one moment.
 *
 * @param key the identity of the execution
 * @param taskName the name under which the task was added
 * @param arguments the arguments as JSON values, by parameter name, in order; unmodifiable. A null
 *     argument is present with a null value
 * @param when the instant at which it is or was due
 * @param attempt the attempt that runs, ran last or is next: 1, 2, …
 * @param state where it is in its life
 * @param worker the name of the worker that runs or ran it
 * @param startedAt the start of its latest run
 * @param finishedAt when it ended
 * @param error why it failed or was cancelled, as {@code Type: message}
 * @param progress the latest progress that its handler reported
 */
public record ExecutionRecord(
    String key,
    String taskName,
    Map<String, Object> arguments,
    Instant when,
    int attempt,
    ExecutionState state,
    @Nullable String worker,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable String error,
    @Nullable ProgressState progress) {

  /** Copies the arguments. */
  public ExecutionRecord {
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
  }
}
