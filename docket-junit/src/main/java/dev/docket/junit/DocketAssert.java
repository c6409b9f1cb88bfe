package dev.docket.junit;

import dev.docket.Docket;
import dev.docket.ExecutionRecord;
import dev.docket.TaskArguments;
import dev.docket.TaskDefinition;
import dev.docket.operations.Place;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about what is on a docket. Pending is what is scheduled, queued, or waits for a slot.
 */
public final class DocketAssert extends AbstractAssert<DocketAssert, Docket> {

  private static final int MOST = 1000;

  DocketAssert(Docket actual) {
    super(actual, DocketAssert.class);
  }

  /**
   * Checks that an execution of a task is pending.
   *
   * @param type the record of the task
   * @return assertions that narrow it down
   */
  public ScheduledAssert hasScheduled(Class<?> type) {
    return new ScheduledAssert(this, actual, type, pending()).narrowed();
  }

  /**
   * Checks that an execution with the arguments of a task is pending.
   *
   * @param task the task
   * @return assertions that narrow it down
   */
  public ScheduledAssert hasScheduled(Record task) {
    return hasScheduled(task.getClass()).withArguments(task);
  }

  /**
   * Checks that no execution of a task is pending.
   *
   * @param type the record of the task
   * @return this
   */
  public DocketAssert hasNotScheduled(Class<?> type) {
    String name = TaskDefinition.of(type).name();
    List<ExecutionRecord> found =
        pending().stream().filter(record -> record.taskName().equals(name)).toList();
    if (!found.isEmpty()) {
      failWithMessage("Expected no pending %s, but there is:%s", name, RecordText.list(found));
    }
    return this;
  }

  /**
   * Checks that no execution with the arguments of a task is pending.
   *
   * @param task the task
   * @return this
   */
  public DocketAssert hasNotScheduled(Record task) {
    List<ExecutionRecord> found = pending().stream().filter(record -> isOf(record, task)).toList();
    if (!found.isEmpty()) {
      failWithMessage("Expected no pending %s, but there is:%s", task, RecordText.list(found));
    }
    return this;
  }

  /**
   * Checks that executions with the arguments of these tasks are pending, in any order, and no
   * others.
   *
   * @param tasks the tasks; one that is listed twice must be there twice
   * @return this
   */
  public DocketAssert hasScheduledExactly(Record... tasks) {
    List<ExecutionRecord> others = new ArrayList<>(pending());
    List<Record> missing = new ArrayList<>();
    for (Record task : tasks) {
      others.stream()
          .filter(record -> isOf(record, task))
          .findFirst()
          .ifPresentOrElse(others::remove, () -> missing.add(task));
    }
    if (!missing.isEmpty() || !others.isEmpty()) {
      failWithMessage(
          "Expected just %s to be pending.%s%s",
          List.of(tasks),
          missing.isEmpty() ? "" : "\nMissing: " + missing,
          others.isEmpty() ? "" : "\nNot expected:" + RecordText.list(others));
    }
    return this;
  }

  private static boolean isOf(ExecutionRecord record, Record task) {
    return record.taskName().equals(TaskDefinition.of(task.getClass()).name())
        && TaskArguments.same(record.arguments(), TaskArguments.of(task));
  }

  /**
   * Checks how many executions are pending.
   *
   * @param count how many
   * @return this
   */
  public DocketAssert hasTaskCount(int count) {
    List<ExecutionRecord> pending = pending();
    if (pending.size() != count) {
      failWithMessage(
          "Expected %d pending executions, but there are %d%s",
          count, pending.size(), RecordText.list(pending));
    }
    return this;
  }

  /**
   * Checks that nothing is pending.
   *
   * @return this
   */
  public DocketAssert isEmpty() {
    return hasTaskCount(0);
  }

  /**
   * Checks how many executions run.
   *
   * @param count how many
   * @return this
   */
  public DocketAssert hasRunning(int count) {
    isNotNull();
    List<ExecutionRecord> running = Pending.in(actual, Place.RUNNING);
    if (running.size() != count) {
      failWithMessage(
          "Expected %d running executions, but there are %d%s",
          count, running.size(), RecordText.list(running));
    }
    return this;
  }

  /**
   * Checks that no execution has failed for good.
   *
   * @return this
   */
  public DocketAssert hasNoFailures() {
    isNotNull();
    List<ExecutionRecord> failed = actual.failed(MOST);
    if (!failed.isEmpty()) {
      failWithMessage(
          "Expected no failed executions, but there are %d%s",
          failed.size(), RecordText.list(failed));
    }
    return this;
  }

  /** What was said with {@code as}, for the front of a failure. */
  String description() {
    String said = getWritableAssertionInfo().descriptionText();
    return said.isEmpty() ? "" : "[" + said + "] ";
  }

  private List<ExecutionRecord> pending() {
    isNotNull();
    return Pending.of(actual);
  }
}
