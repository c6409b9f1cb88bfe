package dev.docket;

/**
 * Runs a {@link Task}, with access to its execution. Threads and repetition are those of {@link
 * TaskHandler}.
 *
 * @param <T> the task
 */
@FunctionalInterface
public interface ContextualTaskHandler<T> {
  /**
   * Runs the task once.
   *
   * @param task the task with its arguments
   * @param context the execution that runs
   * @throws Exception when the run failed; it is retried as the task's retry policy says
   */
  void handle(T task, TaskContext context) throws Exception;
}
