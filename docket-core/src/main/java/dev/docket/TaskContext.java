package dev.docket;

import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;

/**
 * The execution that runs, as its handler sees it. It is valid until the handler returns. Safe for
 * use by several threads.
 */
public interface TaskContext {

  /**
   * Returns the key.
   *
   * @return the identity of the execution
   */
  String key();

  /**
   * Returns the name of the task.
   *
   * @return the name under which the task was added
   */
  String taskName();

  /**
   * Returns the attempt.
   *
   * @return 1 for the first attempt, 2 for the first retry, …
   */
  int attempt();

  /**
   * Returns the due time.
   *
   * @return the instant at which this run was due
   */
  Instant when();

  /**
   * Tells whether an earlier delivery of this attempt did not finish, because its worker died or
   * hung.
   *
   * @return true when the work may have been done before, in whole or in part
   */
  boolean redelivered();

  /**
   * Returns the docket.
   *
   * @return the docket that the execution is on
   */
  Docket docket();

  /**
   * Returns the worker.
   *
   * @return the worker that runs the execution
   */
  Worker worker();

  /**
   * Returns the arguments.
   *
   * @return the arguments as JSON values, by parameter name; unmodifiable
   */
  Map<String, Object> arguments();

  /**
   * Returns what was registered with {@link Docket#provide} or {@link Docket#provideShared}. The
   * same object is returned for the whole execution.
   *
   * @param type the type that was registered
   * @param <T> the type
   * @return the object
   * @throws IllegalArgumentException when nothing provides the type
   */
  <T> T get(Class<T> type);

  /**
   * Returns a logger named after the task. Its MDC carries docket, worker, task, key and attempt.
   *
   * @return the logger
   */
  Logger logger();

  /**
   * Returns the reporter of progress.
   *
   * @return the progress of this execution
   */
  Progress progress();

  /**
   * Returns the control of the deadline.
   *
   * @return the time-out of this run
   */
  TimeoutControl timeout();

  /**
   * Returns the control of the runs that follow.
   *
   * @return how a perpetual task goes on
   */
  PerpetualControl perpetual();

  /**
   * Tells whether the execution was cancelled. Its thread is interrupted as well.
   *
   * @return true when the handler should end as soon as it can
   */
  boolean isCancelled();
}
