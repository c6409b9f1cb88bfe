package dev.docket.tasks;

import dev.docket.Task;
import dev.docket.TaskContext;
import dev.docket.behavior.Logged;
import dev.docket.behavior.TaskName;

/**
 * Logs a message at INFO. Every docket knows it as {@code trace}.
 *
 * @param message the message
 */
@TaskName("trace")
public record Trace(@Logged String message) implements Task {

  /**
   * Logs the message.
   *
   * @param task the task
   * @param context its execution
   */
  public static void run(Trace task, TaskContext context) {
    context.logger().info("{}: {}", context.key(), task.message());
  }
}
