package dev.docket.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.dashboard.DashboardOptions;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PasswordHashTest {

  @Test
  void a_hash_fits_its_password_only() {
    PasswordHash hash = PasswordHash.parse(DashboardOptions.hash("correct horse"));

    assertThat(hash.matches("correct horse")).isTrue();
    assertThat(hash.matches("correct horse ")).isFalse();
    assertThat(hash.matches("")).isFalse();
  }

  @Test
  void two_hashes_of_one_password_differ() {
    assertThat(DashboardOptions.hash("correct horse"))
        .isNotEqualTo(DashboardOptions.hash("correct horse"))
        .startsWith("$pbkdf2-sha256$i=600000$");
  }

  @Test
  void reads_a_hash_that_another_program_made() {
    // Python: hashlib.pbkdf2_hmac("sha256", b"correct horse", b"0123456789abcdef", 100000)
    PasswordHash hash =
        PasswordHash.parse(
            "$pbkdf2-sha256$i=100000$MDEyMzQ1Njc4OWFiY2RlZg$WYEVV1ul0qBt7iGnOFpq5RmH0aOFvmOKTlUAgn9mWYM");

    assertThat(hash.matches("correct horse")).isTrue();
  }

  @Test
  void refuses_what_is_weak_or_no_hash_without_repeating_it() {
    assertThatThrownBy(() -> PasswordHash.parse("secret-in-clear"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--hash-password")
        .hasMessageNotContaining("secret-in-clear");
    assertThatThrownBy(
            () -> PasswordHash.parse("$pbkdf2-sha256$i=10$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFi"))
        .hasMessageContaining("too weak");
    assertThatThrownBy(() -> DashboardOptions.hash("short")).hasMessageContaining("at least 8");
  }

  @Test
  void guessing_is_slowed_down_and_a_wait_ends() {
    AtomicLong nanos = new AtomicLong();
    Login login = new Login("ops", PasswordHash.of("correct horse"), nanos::get);
    for (int i = 0; i < 5; i++) {
      assertThat(login.check("1.2.3.4", "ops", "guess " + i)).isEqualTo(Login.Answer.WRONG);
    }

    assertThat(login.check("1.2.3.4", "ops", "correct horse")).isEqualTo(Login.Answer.WAIT);
    assertThat(login.check("5.6.7.8", "ops", "correct horse")).isEqualTo(Login.Answer.WELCOME);
    nanos.addAndGet(31_000_000_000L);
    assertThat(login.check("1.2.3.4", "ops", "correct horse")).isEqualTo(Login.Answer.WELCOME);
  }

  @Test
  void a_wrong_name_is_as_wrong_as_a_wrong_password() {
    Login login = new Login("ops", PasswordHash.of("correct horse"), System::nanoTime);

    assertThat(login.check("1.2.3.4", "root", "correct horse")).isEqualTo(Login.Answer.WRONG);
  }
}
