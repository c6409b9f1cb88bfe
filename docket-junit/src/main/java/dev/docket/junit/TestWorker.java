package dev.docket.junit;

import dev.docket.Disposition;
import dev.docket.Docket;
import dev.docket.DocketListener.Outcome;
import dev.docket.DocketSnapshot;
import dev.docket.Execution;
import dev.docket.ExecutionRecord;
import dev.docket.ResultTask;
import dev.docket.RunReport;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.operations.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a docket step by step, and tells what happened. Injected like a {@link Worker}, beside which
 * it works on the same docket.
 *
 * <p>Each method returns when it is done, and none hangs: when nothing has started or ended for a
 * while ({@link DocketTest#hangAfter}), it throws an {@code AssertionError} that says what is left
 * and why it cannot run. For use by one thread.
 */
public final class TestWorker {

  private static final int MOST_FAILED = 1000;
  private static final Duration RESULT = Duration.ofSeconds(10);
  private static final RunReport NOTHING = new RunReport(0, 0, 0, 0, 0);

  private final Docket docket;
  private final Worker worker;
  private final TestClock clock;
  private final boolean virtual;
  private final RunRecorder recorder;
  private final HangWatch watch;
  private final Set<String> failuresSeen = new HashSet<>();

  TestWorker(
      Docket docket,
      Worker worker,
      TestClock clock,
      boolean virtual,
      RunRecorder recorder,
      HangWatch watch) {
    this.docket = docket;
    this.worker = worker;
    this.clock = clock;
    this.virtual = virtual;
    this.recorder = recorder;
    this.watch = watch;
  }

  /**
   * Returns the worker that does the work.
   *
   * @return its worker; it runs only while one of the methods here is called
   */
  public Worker worker() {
    return worker;
  }

  /**
   * Runs everything, what is due later included: the test clock jumps to each due time.
   *
   * @return what was done
   * @throws AssertionError when it cannot end
   */
  public TestReport runUntilFinished() {
    return drive(worker::runUntilFinished);
  }

  /**
   * Runs what is due now, and what that puts on the docket for now. Time stands still; what is due
   * later stays.
   *
   * @return what was done
   * @throws AssertionError when it cannot end
   */
  public TestReport runDue() {
    Instant now = now();
    return drive(() -> worker.runUntil(now));
  }

  /**
   * Runs the next execution in due order, jumping to its due time.
   *
   * @return what was done; nothing when the docket is empty
   * @throws AssertionError when it cannot end
   */
  public TestReport runNext() {
    return runNext(1);
  }

  /**
   * Makes the next runs in due order, jumping to their due times. A retry is a run of its own.
   *
   * @param runs how many, at least 1
   * @return what was done; less when the docket is empty before
   * @throws IllegalArgumentException when it is below 1
   * @throws AssertionError when it cannot end
   */
  public TestReport runNext(int runs) {
    if (runs < 1) {
      throw new IllegalArgumentException("runNext(%d): it must be at least 1".formatted(runs));
    }
    return drive(() -> worker.runAtMost(runs));
  }

  /**
   * Runs everything like {@link #runUntilFinished}, but of some keys no more than so many runs.
   *
   * @param runsByKey the highest number of runs that start, by key
   * @return what was done
   * @throws AssertionError when it cannot end
   */
  public TestReport runAtMost(Map<String, Integer> runsByKey) {
    return drive(() -> worker.runAtMost(runsByKey));
  }

  /**
   * Runs everything that is due within a time from now, in due order. Afterwards the test clock
   * shows the end of that time. With a real clock it takes as long as the work due until then.
   *
   * @param time from the docket's now
   * @return what was done
   * @throws IllegalArgumentException when it is negative
   * @throws AssertionError when it cannot end
   */
  public TestReport runFor(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("runFor(%s): it must not be negative".formatted(time));
    }
    Instant end = now().plus(time);
    // However often something runs within that time, it ends.
    TestReport report =
        drive(() -> worker.runUntil(end), () -> virtual ? clock.now() : Instant.now());
    if (virtual) {
      clock.sleepUntil(end);
    }
    return report;
  }

  /**
   * Runs until a condition is true. It is looked at before the start, whenever something has
   * started or ended, and before each jump in time, so that time never passes the moment at which
   * it became true. What runs at that moment ends.
   *
   * @param condition about the docket, or about anything else
   * @return what was done
   * @throws AssertionError when everything has ended and the condition is still false, or when it
   *     cannot end
   */
  public TestReport runUntil(Predicate<? super DocketSnapshot> condition) {
    int mark = recorder.mark();
    Until until = new Until(docket::snapshot, condition, recorder.pulse());
    if (until.isMet()) {
      return report(NOTHING, mark);
    }
    RunReport counts;
    clock.gate(until);
    try {
      counts =
          new Drive(worker, recorder, watch, until::isMet, () -> Instant.EPOCH)
              .run(worker::runUntilFinished);
    } finally {
      clock.gate(null);
    }
    TestReport report = report(counts, mark);
    if (!until.isMet()) {
      throw new AssertionError(
          "Everything has run, and the condition is still false%n%s".formatted(report));
    }
    return report;
  }

  /**
   * Adds a task and runs what is due now: for a look at one handler with all that is around it,
   * arguments as JSON, limits and strikes included.
   *
   * @param task the task
   * @return what was done
   * @throws AssertionError when its handler threw, which is the cause, or was not called
   */
  public TestReport perform(Task task) {
    return performed(docket.add(task));
  }

  /**
   * Adds a task with a result like {@link #perform(Task)}, and returns the result.
   *
   * @param task the task
   * @param <R> the type of its result
   * @return what its handler returned, as it comes out of JSON
   * @throws AssertionError when its handler threw, which is the cause, or was not called
   */
  public <R extends @Nullable Object> R perform(ResultTask<R> task) {
    Execution<R> execution = docket.add(task);
    performed(execution);
    return execution.result(RESULT);
  }

  private TestReport performed(Execution<?> execution) {
    TestReport report = runDue();
    List<TaskRun> runs = report.runsOf(execution.key());
    if (runs.isEmpty()) {
      throw new AssertionError(
          "%s was not called: %s%n%s".formatted(execution.taskName(), why(execution), report));
    }
    Throwable thrown = runs.getLast().error();
    if (thrown != null) {
      throw new AssertionError("%s threw %s".formatted(execution.taskName(), thrown), thrown);
    }
    return report;
  }

  private String why(Execution<?> execution) {
    return execution.disposition() == Disposition.STRUCK
        ? "struck by " + docket.strikes()
        : docket
            .execution(execution.key())
            .map(record -> Standstill.why(record, docket, recorder))
            .orElse("its record is gone");
  }

  private TestReport drive(Supplier<RunReport> work) {
    return drive(work, () -> Instant.EPOCH);
  }

  private TestReport drive(Supplier<RunReport> work, Supplier<Instant> progress) {
    int mark = recorder.mark();
    Drive drive = new Drive(worker, recorder, watch, () -> false, progress);
    return report(drive.run(work), mark);
  }

  private TestReport report(RunReport counts, int mark) {
    List<TaskRun> runs = recorder.runs(mark);
    Status status = docket.operations().status();
    boolean done = status.scheduled() + status.queued() + status.running() + status.parked() == 0;
    return new TestReport(
        counts,
        runs,
        status.failed() == 0 ? List.of() : undelivered(runs),
        done ? List.of() : left());
  }

  private List<ExecutionRecord> left() {
    DocketSnapshot after = docket.snapshot();
    return Stream.concat(after.running().stream(), after.future().stream()).toList();
  }

  /** What failed since the last report although no handler threw. */
  private List<ExecutionRecord> undelivered(List<TaskRun> runs) {
    Set<String> failedRuns =
        runs.stream()
            .filter(run -> run.outcome() == Outcome.FAILED)
            .map(TaskRun::key)
            .collect(Collectors.toSet());
    return docket.failed(MOST_FAILED).stream()
        .filter(record -> failuresSeen.add(record.key() + " " + record.finishedAt()))
        .filter(record -> !failedRuns.contains(record.key()))
        .toList();
  }

  private Instant now() {
    return virtual ? clock.now() : docket.snapshot().taken();
  }
}
