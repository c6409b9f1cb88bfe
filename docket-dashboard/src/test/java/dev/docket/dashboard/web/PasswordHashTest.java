package dev.docket.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

  private static final String PASSWORD = "three in the morning";
  // Made by another implementation: Python's hashlib.pbkdf2_hmac.
  static final String FOREIGN =
      "$pbkdf2-sha256$i=100000$MDEyMzQ1Njc4OWFiY2RlZg"
          + "$PyH8MkGmrOhHuHz/iLOToJLEQcaS8//hVPuCRCwP9HM";

  @Test
  void the_password_fits_and_no_other() {
    PasswordHash hash = PasswordHash.parse(FOREIGN);

    assertThat(hash.matches(PASSWORD)).isTrue();
    assertThat(hash.matches(PASSWORD + " ")).isFalse();
    assertThat(hash.matches("")).isFalse();
  }

  @Test
  void a_hash_survives_being_written_and_read_and_is_never_the_same_twice() {
    PasswordHash hash = PasswordHash.of(PASSWORD);

    assertThat(PasswordHash.parse(hash.toString()).matches(PASSWORD)).isTrue();
    assertThat(hash.toString())
        .startsWith("$pbkdf2-sha256$i=600000$")
        .isNotEqualTo(PasswordHash.of(PASSWORD).toString());
  }

  @Test
  void a_short_password_is_refused() {
    assertThatThrownBy(() -> PasswordHash.of("1234567"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("use at least 8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "three in the morning",
        "$2b$12$abcdefghijklmnopqrstuv",
        "$pbkdf2-sha256$i=600000$c2FsdHNhbHQ",
        "$pbkdf2-sha256$i=1000$c2FsdHNhbHQ$QUJDREVGR0hJSktMTU5PUA",
        "$pbkdf2-sha256$i=99999999$c2FsdHNhbHQ$QUJDREVGR0hJSktMTU5PUA",
        "$pbkdf2-sha256$i=600000$c2FsdHNhbHQ$QUJD"
      })
  void what_is_no_hash_or_a_weak_one_is_refused_without_repeating_it(String text) {
    assertThatThrownBy(() -> PasswordHash.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The password hash is")
        .satisfies(
            e -> {
              if (!text.isEmpty()) {
                assertThat(e.getMessage()).doesNotContain(text);
              }
            });
  }
}
