package dev.docket.dashboard.ui;

import java.time.Duration;
import java.util.Locale;

/** Numbers as they are shown. */
public final class Numbers {

  private Numbers() {}

  /** With thousands separated: 1,234,567. */
  public static String of(long number) {
    return String.format(Locale.ENGLISH, "%,d", number);
  }

  /** Short enough for a badge: 999, 1.2k, 34k, 1.5M. */
  public static String brief(long number) {
    if (number < 1_000) {
      return Long.toString(number);
    }
    if (number < 1_000_000) {
      return cut(number / 1_000.0, "k");
    }
    return cut(number / 1_000_000.0, "M");
  }

  private static String cut(double number, String unit) {
    String digits = String.format(Locale.ENGLISH, number < 9.95 ? "%.1f" : "%.0f", number);
    return digits + unit;
  }

  /** With one digit below ten: 0.4, 9.9, 1,234. */
  public static String rate(double perSecond) {
    if (perSecond == 0) {
      return "0";
    }
    if (perSecond < 0.1) {
      return "<0.1";
    }
    return String.format(Locale.ENGLISH, perSecond < 10 ? "%.1f" : "%,.0f", perSecond);
  }

  /** In the words that the browser uses too: 450 ms, 1.2 s, 3 m 20 s. */
  public static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1_000) {
      return millis + " ms";
    }
    long seconds = millis / 1_000;
    if (millis < 10_000) {
      return String.format(Locale.ENGLISH, "%.1f s", millis / 1_000.0);
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3_600) {
      return seconds / 60 + " m " + seconds % 60 + " s";
    }
    return seconds < 86_400
        ? seconds / 3_600 + " h " + seconds / 60 % 60 + " m"
        : seconds / 86_400 + " d " + seconds / 3_600 % 24 + " h";
  }

  /** One or many: 1 worker, 3 workers. */
  public static String many(long count, String one) {
    return of(count) + " " + one + (count == 1 ? "" : "s");
  }
}
