package dev.docket.junit;

import java.util.Locale;

/** Settings from outside of the test: a system property, or the variable that is named like it. */
final class Setting {

  private Setting() {}

  /** The value of {@code docket.test.url} or {@code DOCKET_TEST_URL}; empty when neither is set. */
  static String of(String property) {
    String value = System.getProperty(property);
    String variable = property.replace('.', '_').toUpperCase(Locale.ROOT);
    String found = value == null ? System.getenv(variable) : value;
    return found == null ? "" : found.strip();
  }
}
