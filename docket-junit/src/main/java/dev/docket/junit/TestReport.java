package dev.docket.junit;

import dev.docket.DocketListener.Outcome;
import dev.docket.ExecutionRecord;
import dev.docket.RunReport;
import dev.docket.TaskDefinition;
import java.util.ArrayList;
import java.util.List;

/**
 * What one call of a {@link TestWorker} did, and what it left.
 *
 * @param counts how many runs ended how
 * @param runs every run, in the order in which the handlers were called
 * @param undelivered executions that failed without a run, because no worker knew the task or its
 *     message could not be read
 * @param left what is pending or running after the call
 */
public record TestReport(
    RunReport counts,
    List<TaskRun> runs,
    List<ExecutionRecord> undelivered,
    List<ExecutionRecord> left) {

  /** Copies the lists. */
  public TestReport {
    runs = List.copyOf(runs);
    undelivered = List.copyOf(undelivered);
    left = List.copyOf(left);
  }

  /**
   * Returns how many executions succeeded.
   *
   * @return runs that succeeded
   */
  public int succeeded() {
    return counts.succeeded();
  }

  /**
   * Returns how many executions failed for good.
   *
   * @return executions that used up their attempts
   */
  public int failed() {
    return counts.failed();
  }

  /**
   * Returns how many runs failed and are tried again.
   *
   * @return runs that were scheduled again
   */
  public int retried() {
    return counts.retried();
  }

  /**
   * Returns how many executions were cancelled or dropped by a limit.
   *
   * @return executions that did not run to their end
   */
  public int cancelled() {
    return counts.cancelled();
  }

  /**
   * Returns how many executions a strike stopped.
   *
   * @return executions that were struck
   */
  public int struck() {
    return counts.struck();
  }

  /**
   * Returns the runs of one task.
   *
   * @param type the record of the task
   * @return its runs, in order
   */
  public List<TaskRun> runsOf(Class<?> type) {
    String name = TaskDefinition.of(type).name();
    return runs.stream().filter(run -> run.taskName().equals(name)).toList();
  }

  /**
   * Returns the runs of one execution.
   *
   * @param key its key
   * @return its runs, in order
   */
  public List<TaskRun> runsOf(String key) {
    return runs.stream().filter(run -> run.key().equals(key)).toList();
  }

  /**
   * Throws when an execution failed for good. The exceptions that the handlers threw are the cause
   * and the suppressed exceptions, with their own stack traces.
   *
   * @return this
   * @throws AssertionError when an execution failed for good
   */
  public TestReport throwIfFailed() {
    List<String> lines = new ArrayList<>();
    List<Throwable> errors = new ArrayList<>();
    for (TaskRun run : runs) {
      if (run.outcome() == Outcome.FAILED) {
        lines.add("%s on attempt %d: %s".formatted(run.name(), run.attempt(), run.error()));
        if (run.error() != null) {
          errors.add(run.error());
        }
      }
    }
    undelivered.forEach(
        record ->
            lines.add("%s[%s]: %s".formatted(record.taskName(), record.key(), record.error())));
    if (lines.isEmpty()) {
      return this;
    }
    String count = lines.size() == 1 ? "An execution" : lines.size() + " executions";
    AssertionError thrown =
        new AssertionError(
            "%s failed%n  %s".formatted(count, String.join("\n  ", lines)),
            errors.isEmpty() ? null : errors.get(0));
    errors.stream().skip(1).forEach(thrown::addSuppressed);
    throw thrown;
  }

  /** The counts, the runs drawn as one lane for each key on each worker, and what did not run. */
  @Override
  public String toString() {
    return "succeeded %d, failed %d, retried %d, cancelled %d, struck %d, left %d%n%s%s%s"
        .formatted(
            succeeded(),
            failed(),
            retried(),
            cancelled(),
            struck(),
            left.size(),
            Lanes.draw(runs),
            undelivered.isEmpty() ? "" : "  failed without a run:" + text(undelivered),
            left.isEmpty() ? "" : "  left:" + text(left));
  }

  private static String text(List<ExecutionRecord> records) {
    return RecordText.list(records).replace("\n", "\n  ") + "\n";
  }
}
