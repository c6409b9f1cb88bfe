package dev.docket.junit;

import dev.docket.Docket;
import dev.docket.ExecutionRecord;
import dev.docket.TaskDefinition;
import dev.docket.operations.Place;
import java.util.List;
import java.util.stream.Collectors;
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
      failWithMessage("Expected no pending %s, but there is%s", name, list(found));
    }
    return this;
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
          "Expected %d pending executions, but there are %d:%s",
          count, pending.size(), list(pending));
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
    List<ExecutionRecord> running = Pending.in(actual, Place.RUNNING);
    if (running.size() != count) {
      failWithMessage(
          "Expected %d running executions, but there are %d:%s",
          count, running.size(), list(running));
    }
    return this;
  }

  /**
   * Checks that no execution has failed for good.
   *
   * @return this
   */
  public DocketAssert hasNoFailures() {
    List<ExecutionRecord> failed = actual.failed(MOST);
    if (!failed.isEmpty()) {
      failWithMessage(
          "Expected no failed executions, but there are %d:%s", failed.size(), list(failed));
    }
    return this;
  }

  private List<ExecutionRecord> pending() {
    return Pending.of(actual);
  }

  private static String list(List<ExecutionRecord> records) {
    return records.stream()
        .limit(20)
        .map(DocketAssert::shown)
        .collect(Collectors.joining("\n  ", "\n  ", ""));
  }

  private static String shown(ExecutionRecord record) {
    return "%s[%s] %s, due %s, attempt %d, %s%s"
        .formatted(
            record.taskName(),
            record.key(),
            record.state(),
            record.when(),
            record.attempt(),
            record.arguments(),
            record.error() == null ? "" : ", " + record.error());
  }
}
