package dev.docket.dashboard.feed;

import dev.docket.Docket;
import dev.docket.ExecutionRecord;
import dev.docket.operations.ErrorKind;
import dev.docket.operations.Page;
import dev.docket.operations.Place;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the first five hundred executions of a place are made of.
 *
 * @param place where they are
 */
public record Kinds(Place place) implements Reading<Kinds.Found> {

  private static final int PAGES = 5;
  private static final int PAGE = 100;

  /**
   * Executions of one task, and with one error if they have failed.
   *
   * @param task the name of the task
   * @param error of which kind their error is, with {@code #} for numbers in which they differ;
   *     null when they have none
   */
  public record Kind(String task, @Nullable ErrorKind error) {

    String errorText() {
      return error == null ? "" : error.text();
    }
  }

  /**
   * How many there are of a kind.
   *
   * @param kind the kind
   * @param count how many of those that were looked at
   */
  public record Count(Kind kind, long count) {}

  /**
   * The kinds, the most frequent first.
   *
   * @param counts of each kind
   * @param workers how many of them each worker had
   * @param looked how many executions were looked at
   * @param complete whether these are all
   */
  public record Found(
      List<Count> counts, Map<String, Long> workers, long looked, boolean complete) {}

  /** Counts what may differ in numbers, and knows whether it does. */
  private static final class Tally {

    private final Kind first;
    private long count;
    private boolean differs;

    Tally(Kind first) {
      this.first = first;
    }

    void add(Kind exact) {
      count++;
      differs |= !exact.equals(first);
    }

    Count count(Kind rough) {
      return new Count(differs ? rough : first, count);
    }
  }

  @Override
  public Found read(Docket docket) {
    Map<Kind, Tally> tallies = new HashMap<>();
    Map<String, Long> workers = new HashMap<>();
    long looked = 0;
    String next = "";
    for (int page = 0; page < PAGES && (page == 0 || !next.isEmpty()); page++) {
      Page read = docket.operations().executions(place, next, PAGE);
      for (ExecutionRecord execution : read.records()) {
        String error = place == Place.FAILED ? execution.error() : null;
        Kind exact = new Kind(execution.taskName(), error == null ? null : new ErrorKind(error));
        Kind rough = new Kind(execution.taskName(), error == null ? null : ErrorKind.of(error));
        tallies.computeIfAbsent(rough, r -> new Tally(exact)).add(exact);
        if (execution.worker() != null) {
          workers.merge(execution.worker(), 1L, Long::sum);
        }
      }
      looked += read.records().size();
      next = read.next();
    }
    List<Count> sorted =
        tallies.entrySet().stream()
            .map(e -> e.getValue().count(e.getKey()))
            .sorted(
                Comparator.comparingLong(Count::count)
                    .reversed()
                    .thenComparing(c -> c.kind().task())
                    .thenComparing(c -> c.kind().errorText()))
            .toList();
    return new Found(sorted, Map.copyOf(workers), looked, isEnd(docket, next));
  }

  /** A page that is full has one that follows, in which there may be nothing. */
  private boolean isEnd(Docket docket, String next) {
    if (next.isEmpty()) {
      return true;
    }
    Page following = docket.operations().executions(place, next, 1);
    return following.records().isEmpty() && following.next().isEmpty();
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(15);
  }

  @Override
  public boolean isLong() {
    return true;
  }
}
