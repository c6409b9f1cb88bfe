package dev.docket.internal.time;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * Times as Redis keeps them, in ms from 1970 to the end of the year 9999. What lies outside is
 * taken for the nearest of them, so that "at the end of time" is a time too.
 */
public final class Moments {

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");
  private static final Duration LONGEST = Duration.between(Instant.EPOCH, LAST);

  private Moments() {}

  public static long millis(Instant moment) {
    return within(moment).toEpochMilli();
  }

  /** The moment that comes so long after another. */
  public static Instant after(Instant start, Duration delay) {
    try {
      return within(start.plus(delay));
    } catch (DateTimeException | ArithmeticException e) {
      return delay.isNegative() ? Instant.EPOCH : LAST;
    }
  }

  /** A part of a millisecond is rounded up: never early. */
  public static long millisUp(Duration delay) {
    Duration kept = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    return kept.plusNanos(999_999).toMillis();
  }

  /** Nanoseconds from 0 up, of which 292 years are the most that can be counted. */
  public static long nanos(Duration duration) {
    if (duration.isNegative()) {
      return 0;
    }
    try {
      return duration.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  private static Instant within(Instant moment) {
    if (moment.isBefore(Instant.EPOCH)) {
      return Instant.EPOCH;
    }
    return moment.isAfter(LAST) ? LAST : moment;
  }
}
