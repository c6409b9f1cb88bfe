package dev.docket;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Learns of what one process does on a docket: what it schedules and what its workers run. All
 * methods do nothing by default. They are called by the thread at work, several at once, and must
 * not block; what they throw is logged and changes nothing.
 */
public interface DocketListener {

  /**
   * An execution was added or replaced.
   *
   * @param key the key of the execution
   * @param taskName the name of the task
   * @param when the instant at which it is due
   * @param disposition what adding did
   */
  default void scheduled(String key, String taskName, Instant when, Disposition disposition) {}

  /**
   * A run has started: strikes and limits let it pass, and its handler is called next.
   *
   * @param run the run
   */
  default void runStarted(RunStarted run) {}

  /**
   * A run has ended, and its outcome is recorded; or an execution was struck, or dropped by a
   * limit, when it was about to start: then there was no {@link #runStarted}, and it ended as it
   * started.
   *
   * @param run the run
   */
  default void runEnded(RunEnded run) {}

  /**
   * Redis could not be reached or refused a command; the docket goes on trying.
   *
   * @param error what happened
   */
  default void disrupted(Throwable error) {}

  /** How a run ended. */
  enum Outcome {
    /** The handler returned. */
    SUCCEEDED,
    /** The handler threw, and no attempt is left. */
    FAILED,
    /** The handler threw, and another attempt is scheduled. */
    RETRIED,
    /** The execution was cancelled, or dropped by a limit. */
    CANCELLED,
    /** A strike stopped the execution before it started. */
    STRUCK,
    /** Another delivery or a successor took over; this run's outcome changed nothing. */
    SUPERSEDED
  }

  /**
   * A run that has started.
   *
   * @param key the key of the execution
   * @param taskName the name of the task
   * @param attempt 1, 2, …
   * @param worker the name of the worker
   * @param when the instant at which it was due
   * @param startedAt the start, by the docket's clock
   * @param redelivered whether an earlier delivery did not finish
   */
  record RunStarted(
      String key,
      String taskName,
      int attempt,
      String worker,
      Instant when,
      Instant startedAt,
      boolean redelivered) {}

  /**
   * A run that has ended.
   *
   * @param key the key of the execution
   * @param taskName the name of the task
   * @param attempt 1, 2, …
   * @param worker the name of the worker
   * @param startedAt the start, by the docket's clock
   * @param endedAt the end, by the docket's clock
   * @param outcome how it ended
   * @param error what the handler threw
   */
  record RunEnded(
      String key,
      String taskName,
      int attempt,
      String worker,
      Instant startedAt,
      Instant endedAt,
      Outcome outcome,
      @Nullable Throwable error) {}
}
