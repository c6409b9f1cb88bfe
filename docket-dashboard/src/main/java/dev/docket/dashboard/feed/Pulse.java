package dev.docket.dashboard.feed;

import dev.docket.Docket;
import dev.docket.operations.Minute;
import dev.docket.operations.Overview;
import dev.docket.operations.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures that every page shows.
 *
 * @param status how the docket does now
 * @param history the last hour, per minute and task
 * @param samples one per second, of the last five minutes in which somebody watched, oldest first
 */
public record Pulse(Status status, List<Minute> history, List<Sample> samples) {

  /**
   * One second.
   *
   * @param at when
   * @param ended how many executions ended per second since the sample before
   * @param failed how many of them failed
   * @param queued how many were ready
   * @param waitedMillis how long the one that had waited longest had waited
   * @param busy how many permits were taken
   */
  public record Sample(
      Instant at, double ended, double failed, long queued, long waitedMillis, int busy) {}

  /** How many executions ended per second, over the last ten seconds or so. */
  public double perSecond() {
    return samples.stream()
        .skip(Math.max(0, samples.size() - 10))
        .mapToDouble(Sample::ended)
        .average()
        .orElse(0);
  }

  /** Reads it, and remembers the samples. */
  static final class Meter implements Reading<Pulse> {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration GAP = Duration.ofSeconds(10);
    private static final int KEPT = 300;

    // Only the reading thread touches these.
    private final Deque<Sample> samples = new ArrayDeque<>();
    private Map<Instant, long[]> before = Map.of();
    private @Nullable Instant last;

    @Override
    public Pulse read(Docket docket) {
      Overview overview = docket.operations().overview(HOUR);
      Status status = overview.status();
      Instant now = Instant.now();
      Map<Instant, long[]> counts = counts(overview.history());
      Instant previous = last;
      if (previous != null && Duration.between(previous, now).compareTo(GAP) < 0) {
        add(status, counts, Duration.between(previous, now).toMillis() / 1000.0);
      } else {
        samples.clear();
      }
      before = counts;
      last = now;
      return new Pulse(status, overview.history(), List.copyOf(samples));
    }

    private void add(Status status, Map<Instant, long[]> counts, double seconds) {
      if (seconds < 0.2 && !samples.isEmpty()) {
        return;
      }
      long ended = 0;
      long failed = 0;
      for (Map.Entry<Instant, long[]> minute : counts.entrySet()) {
        long[] known = before.getOrDefault(minute.getKey(), new long[2]);
        ended += Math.max(0, minute.getValue()[0] - known[0]);
        failed += Math.max(0, minute.getValue()[1] - known[1]);
      }
      samples.addLast(
          new Sample(
              status.at(),
              ended / seconds,
              failed / seconds,
              status.queued(),
              waited(status),
              status.busy()));
      if (samples.size() > KEPT) {
        samples.removeFirst();
      }
    }

    private static long waited(Status status) {
      Instant since = status.oldestQueued();
      return since == null ? 0 : Math.max(0, Duration.between(since, status.at()).toMillis());
    }

    private static Map<Instant, long[]> counts(List<Minute> history) {
      Map<Instant, long[]> counts = new HashMap<>();
      for (Minute minute : history) {
        long[] both = counts.computeIfAbsent(minute.start(), m -> new long[2]);
        both[0] += minute.succeeded() + minute.failed();
        both[1] += minute.failed();
      }
      return counts;
    }
  }
}
