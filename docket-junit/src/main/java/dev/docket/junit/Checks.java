package dev.docket.junit;

import dev.docket.behavior.Durations;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * What is checked of a test besides its own assertions.
 *
 * @param hangAfter how long nothing may start or end while a {@link TestWorker} works
 */
record Checks(Set<Guard> guards, Leftovers leftovers, Duration hangAfter) {

  static final Checks DEFAULT =
      new Checks(EnumSet.allOf(Guard.class), Leftovers.ALLOW, Duration.ofSeconds(20));

  Checks {
    if (!hangAfter.isPositive()) {
      throw new ExtensionConfigurationException(
          "hangAfter is %s; it must be positive".formatted(hangAfter));
    }
  }

  static Checks of(DocketTest annotation) {
    return new Checks(
            annotation.guards() ? EnumSet.allOf(Guard.class) : EnumSet.noneOf(Guard.class),
            annotation.leftovers(),
            patience(annotation.hangAfter()))
        .without(List.of(annotation.withoutGuards()));
  }

  private static Duration patience(String text) {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ExtensionConfigurationException(
          "@DocketTest(hangAfter = \"%s\"): %s".formatted(text, e.getMessage()), e);
    }
  }

  Checks without(Collection<Guard> off) {
    Set<Guard> rest = EnumSet.noneOf(Guard.class);
    guards.stream().filter(guard -> !off.contains(guard)).forEach(rest::add);
    return new Checks(rest, leftovers, hangAfter);
  }

  Checks with(Leftovers leftovers) {
    return new Checks(guards, leftovers, hangAfter);
  }

  Checks with(Duration hangAfter) {
    return new Checks(guards, leftovers, hangAfter);
  }

  boolean has(Guard guard) {
    return guards.contains(guard);
  }
}
