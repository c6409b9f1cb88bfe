package dev.docket.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureTextTest {

  @Test
  void the_message_is_taken_from_the_type() {
    assertThat(FailureText.of("IOException: reset by peer: a:b"))
        .isEqualTo(new FailureText("reset by peer: a:b", "IOException"));
  }

  @Test
  void an_error_without_both_stays_whole() {
    assertThat(FailureText.of("IOException")).isEqualTo(new FailureText("IOException", ""));
    assertThat(FailureText.of("its lease ran out: 3 times"))
        .isEqualTo(new FailureText("its lease ran out: 3 times", ""));
    assertThat(FailureText.of("")).isEqualTo(new FailureText("", ""));
  }
}
