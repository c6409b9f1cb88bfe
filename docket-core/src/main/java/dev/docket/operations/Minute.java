package dev.docket.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What became of the runs of one task in one minute, by the clock of the workers.
 *
 * @param start the start of the minute
 * @param task the name of the task
 * @param succeeded runs that ended well
 * @param failed executions that failed, after all attempts
 * @param retried runs that failed and are tried again
 * @param cancelled executions that were cancelled or dropped; those of {@code clear} do not count
 * @param struck executions that a strike kept from running
 * @param totalMillis how long its runs took, added up
 * @param durationBuckets how many runs took how long: as many numbers as there are {@linkplain
 *     #durationBounds() bounds}, each of the runs up to that bound and above the one before it, and
 *     a last one of those above all bounds
 */
public record Minute(
    Instant start,
    String task,
    long succeeded,
    long failed,
    long retried,
    long cancelled,
    long struck,
    long totalMillis,
    List<Long> durationBuckets) {

  private static final List<Duration> BOUNDS =
      LongStream.of(1, 5, 10, 50, 100, 500, 1000, 5000, 10_000, 60_000)
          .mapToObj(Duration::ofMillis)
          .toList();

  /** Copies the buckets. */
  public Minute {
    durationBuckets = List.copyOf(durationBuckets);
  }

  /**
   * Returns the upper bounds of the buckets.
   *
   * @return ten durations from 1 ms to 1 minute, ascending; unmodifiable
   */
  public static List<Duration> durationBounds() {
    return BOUNDS;
  }

  /**
   * Returns how many runs ended.
   *
   * @return the sum of the buckets
   */
  public long runs() {
    return durationBuckets.stream().mapToLong(Long::longValue).sum();
  }
}
