package dev.docket;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When an execution runs, and under which key. With neither an instant nor a delay, or with one in
 * the past, it runs at once. Without a key it gets a new one, a time-ordered UUID.
 *
 * @param when the instant at which the execution is due, by the docket's clock
 * @param delay the time from the moment of adding until the execution is due; negative is at once
 * @param key the execution's identity: any string that is not empty
 */
public record Schedule(@Nullable Instant when, @Nullable Duration delay, @Nullable String key) {

  private static final Schedule NOW = new Schedule(null, null, null);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException when both an instant and a delay are given, or the key is
   *     empty
   */
  public Schedule {
    if (when != null && delay != null) {
      throw new IllegalArgumentException(
          "A schedule has an instant or a delay, not both: " + when + " and " + delay);
    }
    if (key != null && key.isEmpty()) {
      throw new IllegalArgumentException(
          "A key must not be empty; leave it out to get a unique one");
    }
  }

  /**
   * Returns a schedule that runs at once.
   *
   * @return the schedule, without a key
   */
  public static Schedule now() {
    return NOW;
  }

  /**
   * Returns a schedule that runs at an instant.
   *
   * @param when the instant, by the docket's clock
   * @return the schedule, without a key
   */
  public static Schedule at(Instant when) {
    return new Schedule(Objects.requireNonNull(when, "when"), null, null);
  }

  /**
   * Returns a schedule that runs after a delay.
   *
   * @param delay the time from the moment of adding
   * @return the schedule, without a key
   */
  public static Schedule in(Duration delay) {
    return new Schedule(null, Objects.requireNonNull(delay, "delay"), null);
  }

  /**
   * Returns a schedule that runs at once under a key.
   *
   * @param key any string that is not empty
   * @return the schedule
   * @throws IllegalArgumentException when the key is empty
   */
  public static Schedule keyed(String key) {
    return NOW.withKey(key);
  }

  /**
   * Returns the same time under a key.
   *
   * @param key any string that is not empty
   * @return a copy with that key
   * @throws IllegalArgumentException when the key is empty
   */
  public Schedule withKey(String key) {
    return new Schedule(when, delay, Objects.requireNonNull(key, "key"));
  }
}
