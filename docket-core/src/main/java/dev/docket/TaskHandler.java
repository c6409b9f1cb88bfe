package dev.docket;

/**
 * Runs a {@link Task}. It is called on a virtual thread of its own, for several executions at once,
 * and may be called more than once for the same execution: deliveries are at least once.
 *
 * @param <T> the task
 */
@FunctionalInterface
public interface TaskHandler<T> {
  /**
   * Runs the task once.
   *
   * @param task the task with its arguments
   * @throws Exception when the run failed; it is retried as the task's retry policy says
   */
  void handle(T task) throws Exception;
}
