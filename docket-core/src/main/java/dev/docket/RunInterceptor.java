package dev.docket;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Runs around every handler call of the workers of one docket object: for ambient state, test
 * toolkits and the like. Several nest in the order in which they were added.
 */
@FunctionalInterface
public interface RunInterceptor {

  /**
   * Runs the handler, or not. Called on the virtual thread of the run.
   *
   * @param context what the handler sees
   * @param run calls the next interceptor or the handler; called again, the handler sees what it
   *     would after a crash: {@link TaskContext#redelivered}, progress from its start, and provided
   *     objects made anew
   * @return the result of the run
   * @throws Exception when the run failed; it is treated as the handler's own
   */
  @Nullable Object around(TaskContext context, Callable<@Nullable Object> run) throws Exception;
}
