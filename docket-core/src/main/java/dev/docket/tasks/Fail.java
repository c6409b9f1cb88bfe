package dev.docket.tasks;

import dev.docket.Task;
import dev.docket.TaskContext;
import dev.docket.behavior.Logged;
import dev.docket.behavior.Retry;
import dev.docket.behavior.TaskName;

/**
 * Fails with a message, twice. Every docket knows it as {@code fail}.
 *
 * @param message the message of the error
 */
@TaskName("fail")
@Retry(attempts = 2, delay = "0s")
public record Fail(@Logged String message) implements Task {

  /**
   * Throws an exception with the message.
   *
   * @param task the task
   * @param context its execution
   */
  public static void run(Fail task, TaskContext context) {
    throw new IllegalStateException(task.message());
  }
}
