package dev.docket.junit;

import dev.docket.TaskArguments;
import dev.docket.TaskDefinition;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions about what a {@link TestWorker} did. A failure draws the runs. */
public final class ReportAssert extends AbstractAssert<ReportAssert, TestReport> {

  ReportAssert(TestReport actual) {
    super(actual, ReportAssert.class);
  }

  /**
   * Checks how many executions succeeded.
   *
   * @param count how many
   * @return this
   */
  public ReportAssert succeeded(int count) {
    return counted("succeeded", actual.succeeded(), count);
  }

  /**
   * Checks how many executions failed for good.
   *
   * @param count how many
   * @return this
   */
  public ReportAssert failed(int count) {
    return counted("failed", actual.failed(), count);
  }

  /**
   * Checks how many runs failed and are tried again.
   *
   * @param count how many
   * @return this
   */
  public ReportAssert retried(int count) {
    return counted("retried", actual.retried(), count);
  }

  /**
   * Checks how many executions were cancelled or dropped by a limit.
   *
   * @param count how many
   * @return this
   */
  public ReportAssert cancelled(int count) {
    return counted("cancelled", actual.cancelled(), count);
  }

  /**
   * Checks how many executions a strike stopped.
   *
   * @param count how many
   * @return this
   */
  public ReportAssert struck(int count) {
    return counted("struck", actual.struck(), count);
  }

  /**
   * Checks that nothing was left pending or running.
   *
   * @return this
   */
  public ReportAssert leftNothing() {
    return counted("left", actual.left().size(), 0);
  }

  /**
   * Checks that no execution failed for good. A failure has the exceptions of the handlers as its
   * causes.
   *
   * @return this
   */
  public ReportAssert hasNoFailures() {
    actual.throwIfFailed();
    return this;
  }

  private ReportAssert counted(String what, int found, int wanted) {
    if (found != wanted) {
      AssertionError error = fail("Expected %s %d, but it is %d".formatted(what, wanted, found));
      actual.runs().stream()
          .map(TaskRun::error)
          .filter(thrown -> thrown != null)
          .limit(5)
          .forEach(error::addSuppressed);
      throw error;
    }
    return this;
  }

  /**
   * Checks how often the executions of a task ran, retries included.
   *
   * @param type the record of the task
   * @param runs how often
   * @return this
   */
  public ReportAssert ranTimes(Class<?> type, int runs) {
    return ran(TaskDefinition.of(type).name(), actual.runsOf(type).size(), runs);
  }

  /**
   * Checks how often an execution ran, retries included.
   *
   * @param key its key
   * @param runs how often
   * @return this
   */
  public ReportAssert ranTimes(String key, int runs) {
    return ran(key, actual.runsOf(key).size(), runs);
  }

  private ReportAssert ran(String what, int found, int wanted) {
    if (found != wanted) {
      throw fail("Expected %s to run %d times, but it ran %d times".formatted(what, wanted, found));
    }
    return this;
  }

  /**
   * Checks that executions were started one after the other: the first run of each key after the
   * first run of the key before it. Others may be among them.
   *
   * @param keys the keys, in the expected order
   * @return this
   */
  public ReportAssert inOrder(String... keys) {
    List<String> order = actual.runs().stream().map(TaskRun::key).distinct().toList();
    return inOrder(List.of(keys), order);
  }

  /**
   * Checks that tasks were started one after the other: the first run of each task after the first
   * run of the task before it. Others may be among them.
   *
   * @param tasks the records of the tasks, in the expected order
   * @return this
   */
  public ReportAssert inOrder(Class<?>... tasks) {
    List<String> order = actual.runs().stream().map(TaskRun::taskName).distinct().toList();
    List<String> wanted = new ArrayList<>();
    for (Class<?> task : tasks) {
      wanted.add(TaskDefinition.of(task).name());
    }
    return inOrder(wanted, order);
  }

  private ReportAssert inOrder(List<String> wanted, List<String> order) {
    int last = -1;
    for (String one : wanted) {
      int at = order.indexOf(one);
      if (at < 0) {
        throw fail("Expected %s to run, but only %s ran".formatted(one, order));
      }
      if (at <= last) {
        throw fail("Expected the order %s, but it was %s".formatted(wanted, order));
      }
      last = at;
    }
    return this;
  }

  /**
   * Checks that no two runs of a task were at work at the same time.
   *
   * @param type the record of the task
   * @return this
   */
  public ReportAssert neverConcurrent(Class<?> type) {
    List<TaskRun> runs = actual.runsOf(type);
    for (int n = 0; n < runs.size(); n++) {
      for (int m = n + 1; m < runs.size(); m++) {
        requireApart(runs.get(n), runs.get(m), "");
      }
    }
    return this;
  }

  /**
   * Checks that no two runs of a task with the same argument were at work at the same time.
   *
   * @param type the record of the task
   * @param parameter the name of the record's component
   * @return this
   * @throws IllegalArgumentException when the task has no such parameter
   */
  public ReportAssert neverConcurrent(Class<?> type, String parameter) {
    List<String> known = TaskDefinition.of(type).parameters();
    if (!known.contains(parameter)) {
      throw new IllegalArgumentException(
          "%s has no parameter %s; it has %s".formatted(type.getSimpleName(), parameter, known));
    }
    List<TaskRun> runs = actual.runsOf(type);
    for (int n = 0; n < runs.size(); n++) {
      Object value = runs.get(n).arguments().get(parameter);
      for (int m = n + 1; m < runs.size(); m++) {
        if (TaskArguments.same(value, runs.get(m).arguments().get(parameter))) {
          requireApart(runs.get(n), runs.get(m), " for %s = %s".formatted(parameter, value));
        }
      }
    }
    return this;
  }

  private void requireApart(TaskRun one, TaskRun other, String what) {
    if (one.overlaps(other)) {
      throw fail(
          "Expected no two runs at the same time%s, but %s (%s) and %s (%s) were"
              .formatted(what, one.name(), when(one), other.name(), when(other)));
    }
  }

  private static String when(TaskRun run) {
    return "from %s to %s"
        .formatted(Lanes.shown(run.began()), Lanes.shown(run.began().plus(run.took())));
  }

  /**
   * Checks that no more runs of a task than so many were at work at the same time.
   *
   * @param type the record of the task
   * @param most how many at most
   * @return this
   */
  public ReportAssert concurrentAtMost(Class<?> type, int most) {
    List<TaskRun> runs = actual.runsOf(type);
    for (TaskRun run : runs) {
      long together =
          runs.stream()
              .filter(other -> !other.began().minus(run.began()).isPositive())
              .filter(other -> other.equals(run) || other.overlaps(run))
              .count();
      if (together > most) {
        throw fail(
            "Expected at most %d runs at the same time, but there were %d"
                .formatted(most, together));
      }
    }
    return this;
  }

  private AssertionError fail(String message) {
    return new AssertionError(message + "\n" + actual);
  }
}
