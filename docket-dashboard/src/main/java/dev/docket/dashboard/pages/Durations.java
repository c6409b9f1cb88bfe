package dev.docket.dashboard.pages;

import dev.docket.dashboard.feed.Pulse;
import dev.docket.dashboard.ui.Numbers;
import dev.docket.operations.Minute;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Reads figures out of the minutes that a docket keeps. */
final class Durations {

  private static final int MINUTES = 60;

  private Durations() {}

  /** How long a part of the runs took at most: "12 ms", "&gt; 1 m 0 s", or "–" without runs. */
  static String quantile(List<Minute> minutes, double part) {
    List<Duration> bounds = Minute.durationBounds();
    long[] counts = new long[bounds.size() + 1];
    long runs = 0;
    for (Minute minute : minutes) {
      for (int i = 0; i < minute.durationBuckets().size() && i < counts.length; i++) {
        counts[i] += minute.durationBuckets().get(i);
        runs += minute.durationBuckets().get(i);
      }
    }
    if (runs == 0) {
      return "–";
    }
    double wanted = part * runs;
    double seen = 0;
    for (int i = 0; i < bounds.size(); i++) {
      if (seen + counts[i] >= wanted) {
        double within = counts[i] == 0 ? 1 : (wanted - seen) / counts[i];
        long below = i == 0 ? 0 : bounds.get(i - 1).toMillis();
        double millis = below + within * (bounds.get(i).toMillis() - below);
        return "~" + Numbers.duration(Duration.ofMillis(Math.max(1, Math.round(millis))));
      }
      seen += counts[i];
    }
    return "> " + Numbers.duration(bounds.getLast());
  }

  /** One number for each of the last 60 minutes, oldest first. */
  static List<Double> perMinute(Pulse pulse, ToDoubleFunction<Minute> what) {
    Instant end = pulse.status().at().truncatedTo(ChronoUnit.MINUTES);
    return series(pulse.history(), end, MINUTES, 1, what);
  }

  /** Sums over steps of some minutes; the last step is the one that holds {@code end}. */
  static List<Double> series(
      List<Minute> history, Instant end, int steps, int minutes, ToDoubleFunction<Minute> what) {
    double[] sums = new double[steps];
    for (Minute minute : history) {
      long back = ChronoUnit.MINUTES.between(minute.start(), end) / minutes;
      if (!minute.start().isAfter(end) && back < steps) {
        sums[(int) (steps - 1 - back)] += what.applyAsDouble(minute);
      }
    }
    List<Double> series = new ArrayList<>(steps);
    for (double sum : sums) {
      series.add(sum);
    }
    return series;
  }

  /** The start of each step. */
  static List<Instant> times(Instant end, int steps, int minutes) {
    List<Instant> times = new ArrayList<>(steps);
    for (int i = steps - 1; i >= 0; i--) {
      times.add(end.minus((long) i * minutes, ChronoUnit.MINUTES));
    }
    return times;
  }
}
