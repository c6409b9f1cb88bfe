package dev.docket.behavior;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the durations of annotations and settings. */
public final class Durations {

  private static final Pattern SHORT = Pattern.compile("(\\d{1,18})\\s*(ms|s|m|h|d)");

  private Durations() {}

  /**
   * Reads a duration.
   *
   * @param text {@code 250ms}, {@code 5s}, {@code 10m}, {@code 1h}, {@code 2d}, or ISO-8601 such as
   *     {@code PT5M}
   * @return the duration, not negative
   * @throws IllegalArgumentException when the text is none of these, or is negative
   */
  public static Duration parse(String text) {
    String trimmed = text.strip();
    Matcher matcher = SHORT.matcher(trimmed);
    try {
      Duration duration =
          matcher.matches()
              ? of(Long.parseLong(matcher.group(1)), matcher.group(2))
              : Duration.parse(trimmed);
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeParseException | ArithmeticException e) {
      throw malformed(text, e);
    }
    throw new IllegalArgumentException("\"" + text + "\" is negative; write a duration from 0s up");
  }

  private static Duration of(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private static IllegalArgumentException malformed(String text, Exception cause) {
    return new IllegalArgumentException(
        "\"" + text + "\" is not a duration; write 250ms, 5s, 10m, 1h, 2d or ISO-8601 like PT5M",
        cause);
  }
}
