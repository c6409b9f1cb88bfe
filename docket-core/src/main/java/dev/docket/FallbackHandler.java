package dev.docket;

import java.util.Map;

/**
 * Runs executions of tasks that a worker does not know. Without one they are left to the workers
 * that do know them. It is called on a virtual thread of its own.
 */
@FunctionalInterface
public interface FallbackHandler {
  /**
   * Runs one execution of an unknown task.
   *
   * @param taskName the name under which the task was added
   * @param arguments the arguments as JSON values, by name; unmodifiable
   * @param context the execution that runs
   * @throws Exception when the run failed; the execution fails with it
   */
  void handle(String taskName, Map<String, Object> arguments, TaskContext context) throws Exception;
}
