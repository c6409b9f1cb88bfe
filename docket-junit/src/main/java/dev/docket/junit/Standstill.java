package dev.docket.junit;

import dev.docket.ConcurrencySet;
import dev.docket.Docket;
import dev.docket.DocketSnapshot;
import dev.docket.ExecutionRecord;
import dev.docket.ExecutionState;
import dev.docket.WorkerInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what is left on a docket and why each execution does not end. */
final class Standstill {

  private static final int MOST = 20;
  private static final int FRAMES = 12;

  private final Docket docket;
  private final RunRecorder recorder;
  private final DocketSnapshot snapshot;
  private final List<ConcurrencySet> sets;

  private Standstill(Docket docket, RunRecorder recorder) {
    this.docket = docket;
    this.recorder = recorder;
    this.snapshot = docket.snapshot();
    this.sets = docket.concurrencySets();
  }

  /** One line for each, the ones that run first. */
  static String of(Docket docket, RunRecorder recorder) {
    return new Standstill(docket, recorder).text();
  }

  private String text() {
    // What moved while the snapshot was taken is in it twice.
    Map<String, ExecutionRecord> left = new LinkedHashMap<>();
    Stream.concat(snapshot.running().stream(), snapshot.future().stream())
        .forEach(record -> left.putIfAbsent(record.key(), record));
    List<String> lines = new ArrayList<>();
    left.values().stream().limit(MOST).forEach(record -> lines.add("  " + explain(record)));
    if (left.size() > MOST) {
      lines.add("  … and %d more".formatted(left.size() - MOST));
    }
    return lines.isEmpty() ? "  nothing is left" : String.join("\n", lines);
  }

  private String explain(ExecutionRecord record) {
    String name = "%s[%s] ".formatted(record.taskName(), record.key());
    return name
        + switch (record.state()) {
          case RUNNING -> running(record);
          case QUEUED -> queued(record);
          case SCHEDULED -> scheduled(record);
          default -> "is " + record.state().name().toLowerCase(Locale.ROOT);
        }
        + struck(record);
  }

  /** A strike that may be about it: a chain that is struck goes on without ever running. */
  private String struck(ExecutionRecord record) {
    List<String> found =
        docket.strikes().stream()
            .filter(s -> s.taskName() == null || s.taskName().equals(record.taskName()))
            .map(Object::toString)
            .toList();
    return found.isEmpty() ? "" : ", and strikes are in force: " + found;
  }

  private String running(ExecutionRecord record) {
    boolean alive =
        snapshot.workers().stream()
            .map(WorkerInfo::name)
            .anyMatch(name -> name.equals(record.worker()));
    Optional<RunEntry> entry = recorder.running(record.key());
    if (!alive) {
      return "was started by %s, which is not alive any more: it is redelivered once its heartbeats are missed"
          .formatted(record.worker());
    }
    return "runs on %s, attempt %d%s"
        .formatted(record.worker(), record.attempt(), entry.map(Standstill::where).orElse(""));
  }

  private static String where(RunEntry run) {
    StackTraceElement[] stack = run.stack();
    String time = Lanes.shown(run.run().took());
    return stack.length == 0
        ? ", for %s, and its thread has ended".formatted(time)
        : ", for %s, and its handler is at%n%s".formatted(time, stack(stack));
  }

  private String queued(ExecutionRecord record) {
    for (ConcurrencySet set : sets) {
      if (set.waiters().contains(record.key())) {
        return "waits for a slot of %s: %d of %d held by %s"
            .formatted(
                set.parameter().isEmpty() ? "its task" : set.parameter() + " = " + set.value(),
                set.holders().size(),
                set.max(),
                set.holders().stream()
                    .map(holder -> holder.key())
                    .collect(Collectors.joining(", ")));
      }
    }
    return unknown(record)
        .orElseGet(
            () ->
                snapshot.workers().isEmpty()
                    ? "is ready, but no worker is alive"
                    : "is ready, and waits for a free permit: %s"
                        .formatted(
                            snapshot.workers().stream()
                                .map(
                                    w ->
                                        "%s runs %d of %d"
                                            .formatted(w.name(), w.running(), w.concurrency()))
                                .collect(Collectors.joining(", "))));
  }

  private String scheduled(ExecutionRecord record) {
    return unknown(record)
        .orElseGet(
            () ->
                "is due %s, in %s, for attempt %d; the clock shows %s"
                    .formatted(
                        record.when(),
                        Duration.between(snapshot.taken(), record.when()),
                        record.attempt(),
                        snapshot.taken()));
  }

  private Optional<String> unknown(ExecutionRecord record) {
    if (record.state() == ExecutionState.SCHEDULED && snapshot.workers().isEmpty()) {
      return Optional.empty();
    }
    return snapshot.workers().isEmpty() || !docket.workersFor(record.taskName()).isEmpty()
        ? Optional.empty()
        : Optional.of(
            "cannot run: no live worker knows the task %s; register its handler on the docket before the worker starts"
                .formatted(record.taskName()));
  }

  private static String stack(StackTraceElement[] frames) {
    return Arrays.stream(frames)
        .limit(FRAMES)
        .map(frame -> "      at " + frame)
        .collect(Collectors.joining("\n"));
  }
}
