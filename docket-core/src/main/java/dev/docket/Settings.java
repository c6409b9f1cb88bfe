package dev.docket;

import java.time.Duration;

/** Checks of what builders are given. */
final class Settings {

  private Settings() {}

  static Duration notNegative(String what, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "%s is %s; it must not be negative".formatted(what, duration));
    }
    return duration;
  }

  static Duration positive(String what, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("%s is %s; it must be positive".formatted(what, duration));
    }
    return duration;
  }

  static int atLeastOne(String what, int number) {
    if (number < 1) {
      throw new IllegalArgumentException("%s is %d; it must be at least 1".formatted(what, number));
    }
    return number;
  }
}
