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
  void what_wraps_its_cause_tells_the_message_of_that() {
    assertThat(FailureText.of("UncheckedIOException: java.io.IOException: reset by peer"))
        .isEqualTo(new FailureText("reset by peer", "UncheckedIOException, by IOException"));
    assertThat(FailureText.of("IOException: redis.example: no route"))
        .isEqualTo(new FailureText("redis.example: no route", "IOException"));
  }

  @Test
  void an_error_without_both_stays_whole() {
    assertThat(FailureText.of("IOException")).isEqualTo(new FailureText("IOException", ""));
    assertThat(FailureText.of("its lease ran out: 3 times"))
        .isEqualTo(new FailureText("its lease ran out: 3 times", ""));
    assertThat(FailureText.of("")).isEqualTo(new FailureText("", ""));
  }
}
