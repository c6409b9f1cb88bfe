package dev.docket.junit;

import dev.docket.ConcurrencySet;
import dev.docket.Docket;
import dev.docket.DocketListener.Outcome;
import dev.docket.DocketSnapshot;
import dev.docket.ExecutionRecord;
import dev.docket.SlotHolder;
import dev.docket.Strike;
import dev.docket.WorkerInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a reader needs who looks at a failed test. */
final class Diagnostics {

  private static final int MOST = 50;

  private final StringBuilder text = new StringBuilder("Docket diagnostics\n");

  Diagnostics(String redis, String clock) {
    text.append("  Redis: ").append(redis).append("\n  clock: ").append(clock).append('\n');
  }

  /** Adds all about one docket. It may be about to fail for the same reason as the test. */
  void add(Docket docket, RunRecorder recorder) {
    text.append("\nDocket ").append(docket.name()).append('\n');
    try {
      state(docket, recorder);
    } catch (RuntimeException e) {
      text.append("  its state cannot be read: ").append(e.getMessage()).append('\n');
    }
    List<TaskRun> runs = recorder.runs(0);
    text.append("  timeline\n").append(Lanes.draw(runs).indent(2));
    section("added", recorder.placed().stream().map(Diagnostics::shown).toList());
    section("task failures", failures(runs));
    section(
        "output of each execution",
        runs.stream().filter(run -> !run.output().isEmpty()).map(Diagnostics::output).toList());
    section(
        "trouble with Redis",
        recorder.disruptions().stream().map(Throwable::toString).distinct().toList());
  }

  private void state(Docket docket, RunRecorder recorder) {
    DocketSnapshot snapshot = docket.snapshot();
    text.append(
        "  snapshot: %d pending, %d running, %d workers%n"
            .formatted(
                snapshot.future().size(), snapshot.running().size(), snapshot.workers().size()));
    text.append("  left, and why\n").append(Standstill.of(docket, recorder).indent(2));
    Set<String> ran =
        recorder.runs(0).stream()
            .filter(run -> run.outcome() == Outcome.FAILED)
            .map(TaskRun::key)
            .collect(Collectors.toSet());
    section(
        "failed without a run",
        docket.failed(MOST).stream()
            .filter(record -> !ran.contains(record.key()))
            .map(Diagnostics::withoutRun)
            .toList());
    section("workers", snapshot.workers().stream().map(Diagnostics::shown).toList());
    section("slots", docket.concurrencySets().stream().map(Diagnostics::shown).toList());
    section("strikes", docket.strikes().stream().map(Strike::toString).toList());
  }

  private void section(String title, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    text.append("  ").append(title).append('\n');
    lines.stream().limit(MOST).forEach(line -> text.append(line.indent(4)));
    if (lines.size() > MOST) {
      text.append("    … and %d more%n".formatted(lines.size() - MOST));
    }
  }

  private static String shown(WorkerInfo worker) {
    return "%s runs %d of %d, last seen %s, knows %s"
        .formatted(
            worker.name(),
            worker.running(),
            worker.concurrency(),
            worker.lastSeen(),
            worker.tasks().stream().sorted().collect(Collectors.joining(", ")));
  }

  private static String shown(ConcurrencySet set) {
    return "%s %s: %d of %d held by %s; %s wait"
        .formatted(
            set.parameter(),
            set.value(),
            set.holders().size(),
            set.max(),
            set.holders().stream().map(SlotHolder::key).toList(),
            set.waiters());
  }

  private static String shown(RunRecorder.Placed placed) {
    return "%s[%s] %s, due %s"
        .formatted(placed.taskName(), placed.key(), placed.disposition(), placed.when());
  }

  /** A retry that failed like the attempt before it has no trace of its own. */
  private static List<String> failures(List<TaskRun> runs) {
    Map<String, String> last = new HashMap<>();
    List<String> failures = new ArrayList<>();
    for (TaskRun run : runs) {
      if (run.error() != null) {
        String trace = Traces.of(run.error());
        boolean same = trace.equals(last.put(run.key(), trace));
        failures.add(
            "%s attempt %d: %s".formatted(run.name(), run.attempt(), same ? "the same" : trace));
      }
    }
    return failures;
  }

  private static String withoutRun(ExecutionRecord record) {
    return "%s[%s]: %s".formatted(record.taskName(), record.key(), record.error());
  }

  private static String output(TaskRun run) {
    return "%s attempt %d on %s%n%s"
        .formatted(
            run.name(),
            run.attempt(),
            run.worker(),
            String.join("\n", run.output()).indent(2).stripTrailing());
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
