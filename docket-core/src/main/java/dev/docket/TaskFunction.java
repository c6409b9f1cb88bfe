package dev.docket;

import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link ResultTask} and returns its result. Threads and repetition are those of {@link
 * TaskHandler}.
 *
 * @param <T> the task
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface TaskFunction<T, R extends @Nullable Object> {
  /**
   * Runs the task once.
   *
   * @param task the task with its arguments
   * @return the result, which JSON must be able to carry
   * @throws Exception when the run failed; it is retried as the task's retry policy says
   */
  R apply(T task) throws Exception;
}
