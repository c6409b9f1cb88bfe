package dev.docket.junit;

/**
 * Contexts for plain unit tests of handlers, without a docket, a worker or Redis.
 *
 * <pre>{@code
 * TestTaskContext context = TaskContexts.forTesting().withAttempt(2);
 *
 * handlers.process(new ProcessOrder(123), context);
 *
 * assertThat(context.progressMade().current()).isEqualTo(10);
 * }</pre>
 */
public final class TaskContexts {

  private TaskContexts() {}

  /**
   * Returns a context of a first attempt that may do everything: it has a time-out, and it recurs.
   *
   * @return the context; its {@code with} methods make it more special
   */
  public static TestTaskContext forTesting() {
    return TestTaskContext.plain();
  }

  /**
   * Returns a context of a first attempt of a task: with its name and arguments, its time-out when
   * it has one, and recurring only when it does.
   *
   * @param task a {@code Task} or {@code ResultTask}
   * @return the context; its {@code with} methods make it more special
   * @throws dev.docket.InvalidTaskException when it cannot be a task, or JSON cannot carry its
   *     arguments
   */
  public static TestTaskContext forTesting(Object task) {
    return TestTaskContext.of(task);
  }
}
