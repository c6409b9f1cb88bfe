package dev.docket.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How values are shown to people. */
final class Text {

  private Text() {}

  /**
   * One line that a terminal shows as it is: what users put into keys, messages and errors must
   * neither break a table nor drive the terminal.
   */
  static String visible(@Nullable String text) {
    if (text == null) {
      return "";
    }
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> {
                  if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                    shown.append(String.format(Locale.ROOT, "\\u%04x", c));
                  } else {
                    shown.appendCodePoint(c);
                  }
                }
              }
            });
    return shown.toString();
  }

  /** At most so many characters, the last of them dots when something is missing. */
  static String cut(String text, int width) {
    int length = text.codePointCount(0, text.length());
    if (length <= width) {
      return text;
    }
    int kept = text.offsetByCodePoints(0, Math.max(0, width - 3));
    return text.substring(0, kept) + "...".substring(0, Math.min(3, width));
  }

  static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.codePointCount(0, text.length())));
  }

  /** {@code in 5m}, {@code 3s ago}, {@code now}; empty for nothing. */
  static String relative(@Nullable Instant then, Instant now) {
    if (then == null) {
      return "";
    }
    Duration distance = Duration.between(now, then);
    if (distance.abs().toSeconds() == 0) {
      return "now";
    }
    return distance.isNegative()
        ? duration(distance.negated()) + " ago"
        : "in " + duration(distance);
  }

  /** The two largest units, such as {@code 2d 3h} or {@code 12s}. */
  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return two(seconds / 60, "m", seconds % 60, "s");
    }
    if (seconds < 86_400) {
      return two(seconds / 3600, "h", seconds % 3600 / 60, "m");
    }
    return two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
  }

  private static String two(long large, String unit, long small, String smaller) {
    return small == 0 ? large + unit : large + unit + " " + small + smaller;
  }

  /** {@code 1 worker}, {@code 2 workers}. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
