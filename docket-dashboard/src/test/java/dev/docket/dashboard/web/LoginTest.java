package dev.docket.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.dashboard.web.Login.Answer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginTest {

  private static final String PASSWORD = "three in the morning";
  // 100,000 rounds, the fewest that are accepted, of PASSWORD.
  private static final PasswordHash HASH = PasswordHash.parse(PasswordHashTest.FOREIGN);

  private final AtomicLong nanos = new AtomicLong();
  private final Login login = new Login("marie", HASH, nanos::get);

  @Test
  void name_and_password_must_both_fit() {
    assertThat(login.check("::1", "marie", PASSWORD)).isEqualTo(Answer.WELCOME);
    assertThat(login.check("::1", "marie", "wrong")).isEqualTo(Answer.WRONG);
    assertThat(login.check("::1", "paul", PASSWORD)).isEqualTo(Answer.WRONG);
    assertThat(login.check("::1", "", "")).isEqualTo(Answer.WRONG);
  }

  @Test
  void who_fails_five_times_waits_half_a_minute_even_with_the_right_password() {
    fail("10.0.0.1", 5);

    assertThat(login.check("10.0.0.1", "marie", PASSWORD)).isEqualTo(Answer.WAIT);
    nanos.addAndGet(Duration.ofSeconds(29).toNanos());
    assertThat(login.check("10.0.0.1", "marie", PASSWORD)).isEqualTo(Answer.WAIT);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(login.check("10.0.0.1", "marie", PASSWORD)).isEqualTo(Answer.WELCOME);
  }

  @Test
  void others_do_not_wait_for_one_who_guesses() {
    fail("10.0.0.1", 5);

    assertThat(login.check("10.0.0.2", "marie", PASSWORD)).isEqualTo(Answer.WELCOME);
  }

  @Test
  void a_success_forgets_the_failures_before_it() {
    fail("10.0.0.1", 4);
    assertThat(login.check("10.0.0.1", "marie", PASSWORD)).isEqualTo(Answer.WELCOME);
    fail("10.0.0.1", 4);

    assertThat(login.check("10.0.0.1", "marie", PASSWORD)).isEqualTo(Answer.WELCOME);
  }

  @Test
  void a_password_that_is_too_long_to_be_one_is_not_hashed() {
    assertThat(login.check("10.0.0.1", "marie", "x".repeat(1_001))).isEqualTo(Answer.WAIT);
  }

  private void fail(String address, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(login.check(address, "marie", "guess " + i)).isEqualTo(Answer.WRONG);
    }
  }
}
