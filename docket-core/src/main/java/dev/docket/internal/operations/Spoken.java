package dev.docket.internal.operations;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Times and lists as people say them. */
final class Spoken {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final int NAMED = 3;

  private Spoken() {}

  /** {@code 41 s}, {@code 3 minutes}, {@code 5 hours}, {@code 2 days}; rounded to the nearest. */
  static String duration(Duration duration) {
    long seconds = Math.max(0, Math.round(duration.toMillis() / 1000.0));
    if (seconds < 120) {
      return seconds + " s";
    } else if (seconds < 2 * 3600) {
      return Math.round(seconds / 60.0) + " minutes";
    } else if (seconds < 48 * 3600) {
      return Math.round(seconds / 3600.0) + " hours";
    }
    return Math.round(seconds / 86_400.0) + " days";
  }

  static String between(Instant from, Instant to) {
    return duration(Duration.between(from, to));
  }

  /** The time of day, with the day when it is not within the next hours. */
  static String time(Instant at, Instant now) {
    return (Duration.between(now, at).abs().toHours() < 12 ? TIME : DAY).format(at);
  }

  /** {@code A}, {@code A and B}, {@code A, B, C and 2 others}. */
  static String list(List<String> items) {
    if (items.size() == 1) {
      return items.get(0);
    }
    if (items.size() > NAMED + 1) {
      int others = items.size() - NAMED;
      return String.join(", ", items.subList(0, NAMED)) + " and " + others + " others";
    }
    int last = items.size() - 1;
    return String.join(", ", items.subList(0, last)) + " and " + items.get(last);
  }
}
