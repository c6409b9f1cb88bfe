package dev.docket.tasks;

import dev.docket.Task;
import dev.docket.TaskContext;
import dev.docket.behavior.Logged;
import dev.docket.behavior.TaskName;
import java.util.concurrent.TimeUnit;

/**
 * Does nothing for a while. Every docket knows it as {@code sleep}.
 *
 * @param seconds how long, in seconds of real time
 */
@TaskName("sleep")
public record Sleep(@Logged double seconds) implements Task {

  /**
   * Waits, or until it is cancelled.
   *
   * @param task the task
   * @param context its execution
   * @throws InterruptedException when it is cancelled
   */
  public static void run(Sleep task, TaskContext context) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep((long) (task.seconds() * 1e9));
  }
}
