package dev.docket.dashboard.pages;

import dev.docket.dashboard.feed.Pulse;
import dev.docket.dashboard.feed.Pulse.Sample;
import dev.docket.dashboard.pages.Hint.Way;
import dev.docket.dashboard.ui.Numbers;
import dev.docket.operations.Minute;
import dev.docket.operations.Status;
import dev.docket.operations.StrikeInForce;
import dev.docket.operations.UnknownTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a docket, the worst first, as far as its figures tell.
 *
 * @param pulse its figures
 * @param unknown the tasks that wait and that no live worker knows
 * @param strikes the strikes in force
 */
record Hints(Pulse pulse, List<UnknownTask> unknown, List<StrikeInForce> strikes) {

  private static final Duration LATE = Duration.ofSeconds(30);
  private static final Duration OVERDUE = Duration.ofSeconds(10);
  private static final Duration RECENT = Duration.ofMinutes(5);
  private static final Duration SHORTEST_TREND = Duration.ofSeconds(15);
  private static final Duration LONGEST_TREND = Duration.ofSeconds(60);
  private static final int LEAST_FAILURES = 3;
  private static final double WORTH_A_LOOK = 0.1;
  private static final double HALF = 0.5;
  private static final int NAMED = 3;

  private static final Way WORKERS = new Way("See the workers", "workers", Map.of());
  private static final Way QUEUED =
      new Way("See what waits", "executions", Map.of("place", "queued"));
  private static final Way SCHEDULED =
      new Way("See what is due", "executions", Map.of("place", "scheduled"));

  List<Hint> all() {
    List<Hint> hints = new ArrayList<>();
    if (status().workers() == 0) {
      noWorker(hints);
    } else {
      unknown.stream().limit(NAMED).forEach(task -> hints.add(unknown(task)));
      waiting(hints);
      overdue(hints);
    }
    failures(hints);
    struck(hints);
    return hints;
  }

  private Status status() {
    return pulse.status();
  }

  private void noWorker(List<Hint> hints) {
    Status status = status();
    long waiting = status.queued() + status.parked();
    Instant next = status.nextDue();
    if (waiting > 0 || isPast(next, Duration.ZERO)) {
      String all = waiting > 0 ? waits(waiting) + ". " : "";
      hints.add(
          Hint.bad(
              "octagon-x",
              "No worker is alive",
              all
                  + "Start a worker on this docket: Worker.builder(docket).build().start(), or"
                  + " docket worker --tasks …",
              status.oldestQueued() == null ? next : status.oldestQueued(),
              WORKERS));
    } else if (status.scheduled() > 0) {
      hints.add(
          Hint.warn(
              "octagon-x",
              "No worker is alive",
              "Nothing waits yet, but "
                  + Numbers.many(status.scheduled(), "execution")
                  + " will be due.",
              null,
              SCHEDULED));
    }
  }

  private static String waits(long executions) {
    return Numbers.many(executions, "execution") + (executions == 1 ? " waits" : " wait");
  }

  private static Hint unknown(UnknownTask task) {
    return Hint.bad(
        "circle-alert",
        "No live worker knows task " + task.name(),
        (task.complete() ? "" : "At least ")
            + waits(task.waiting())
            + " for one that does; what nobody knows for an hour fails.",
        task.since(),
        new Way("Open one", "execution", Map.of("key", task.example())));
  }

  private void waiting(List<Hint> hints) {
    Status status = status();
    boolean late = isPast(status.oldestQueued(), LATE);
    long grown = growth();
    if (status.busy() >= status.permits() && grown > 0) {
      hints.add(
          Hint.warn(
              "hourglass",
              "The queue grows and all permits are in use",
              waits(status.queued())
                  + ", "
                  + Numbers.of(grown)
                  + " more than up to a minute ago. Start more workers, or raise their"
                  + " concurrency.",
              status.oldestQueued(),
              QUEUED));
    } else if (late && status.busy() >= status.permits()) {
      hints.add(
          Hint.warn(
              "hourglass",
              "All permits are in use",
              waits(status.queued()) + " for one. Start more workers, or raise their concurrency.",
              status.oldestQueued(),
              QUEUED));
    } else if (late) {
      hints.add(
          Hint.warn(
              "circle-alert",
              "Work waits although permits are free",
              "Workers may hang or lose their connection. The page of an execution says why it is"
                  + " not running.",
              status.oldestQueued(),
              QUEUED));
    }
  }

  /** How many more are ready than up to a minute ago; 0 when they have hardly become more. */
  private long growth() {
    Instant now = status().at();
    List<Sample> before =
        pulse.samples().stream().filter(s -> !s.at().isBefore(now.minus(LONGEST_TREND))).toList();
    if (before.isEmpty() || before.getFirst().at().isAfter(now.minus(SHORTEST_TREND))) {
      return 0;
    }
    long then = before.getFirst().queued();
    long grown = status().queued() - then;
    return grown >= 5 && grown * 20 >= then ? grown : 0;
  }

  private void overdue(List<Hint> hints) {
    if (isPast(status().nextDue(), OVERDUE)) {
      hints.add(
          Hint.warn(
              "calendar-clock",
              "Scheduled work is overdue",
              "A worker moves what is due to the queue; those that are alive do not.",
              status().nextDue(),
              SCHEDULED));
    }
  }

  private boolean isPast(@Nullable Instant when, Duration by) {
    return when != null && when.isBefore(status().at().minus(by));
  }

  /** Of tasks that have failed more than a little in the last minutes. */
  private void failures(List<Hint> hints) {
    Instant first = status().at().minus(RECENT);
    Map<String, long[]> counts = new TreeMap<>();
    for (Minute minute : pulse.history()) {
      if (!minute.start().isBefore(first)) {
        long[] both = counts.computeIfAbsent(minute.task(), t -> new long[2]);
        both[0] += minute.failed();
        both[1] += minute.failed() + minute.succeeded();
      }
    }
    counts.entrySet().stream()
        .filter(e -> e.getValue()[0] >= LEAST_FAILURES && share(e.getValue()) >= WORTH_A_LOOK)
        .sorted((a, b) -> Long.compare(b.getValue()[0], a.getValue()[0]))
        .limit(NAMED)
        .forEach(e -> hints.add(fails(e.getKey(), e.getValue())));
  }

  private static double share(long[] failedOfAll) {
    return (double) failedOfAll[0] / failedOfAll[1];
  }

  private static Hint fails(String task, long[] failedOfAll) {
    return new Hint(
        share(failedOfAll) >= HALF ? "bad" : "warn",
        "octagon-x",
        "Task " + task + " fails",
        Numbers.of(failedOfAll[0])
            + " of "
            + Numbers.many(failedOfAll[1], "execution")
            + " failed for good in the last five minutes.",
        null,
        new Way("See its failures", "executions", Map.of("place", "failed", "task", task)));
  }

  private void struck(List<Hint> hints) {
    if (strikes.isEmpty()) {
      return;
    }
    String named =
        strikes.reversed().stream()
            .limit(NAMED)
            .map(s -> s.strike().toString())
            .collect(Collectors.joining(", "));
    String more = strikes.size() > NAMED ? " and " + (strikes.size() - NAMED) + " more" : "";
    hints.add(
        new Hint(
            "info",
            "ban",
            strikes.size() == 1 ? "A strike is in force" : strikes.size() + " strikes are in force",
            named + more + ".",
            null,
            new Way("See the strikes", "strikes", Map.of())));
  }
}
