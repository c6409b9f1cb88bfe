package dev.docket.behavior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "250ms,PT0.25S",
    "5s,PT5S",
    "10m,PT10M",
    "1h,PT1H",
    "2d,PT48H",
    "0s,PT0S",
    "' 5 s ',PT5S",
    "PT5M,PT5M",
    "pt0.5s,PT0.5S",
    "P1DT2H,PT26H"
  })
  void short_and_iso_forms_are_read(String text, Duration duration) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "s", "5 seconds", "-5s", "1.5s", "5S", "1w", "P1M", "99999999999999999d"})
  void anything_else_is_refused_with_the_forms_that_are_read(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse(text))
        .withMessageContaining("\"" + text + "\"")
        .withMessageContaining("250ms, 5s, 10m, 1h, 2d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-1S", "-PT1S"})
  void a_negative_duration_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse(text))
        .withMessageContaining("negative");
  }
}
