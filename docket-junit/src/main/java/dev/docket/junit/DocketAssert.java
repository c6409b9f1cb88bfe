package dev.docket.junit;

import dev.docket.Docket;
import dev.docket.ExecutionRecord;
import dev.docket.TaskDefinition;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions about what is pending on a docket: scheduled, queued, waiting for a slot. */
public final class DocketAssert extends AbstractAssert<DocketAssert, Docket> {

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
      failWithMessage("Expected no pending %s, but there is%n  %s", name, found);
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
          "Expected %d pending executions, but there are %d:%n  %s",
          count, pending.size(), pending);
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

  private List<ExecutionRecord> pending() {
    return actual.snapshot().future();
  }
}
