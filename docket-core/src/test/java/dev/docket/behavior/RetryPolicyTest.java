package dev.docket.behavior;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  @Test
  void once_is_never_tried_again() {
    assertThat(RetryPolicy.once().allowsAfter(1)).isFalse();
  }

  @Test
  void a_fixed_delay_stays_the_same() {
    RetryPolicy policy = RetryPolicy.fixed(3, Duration.ofSeconds(5));

    assertThat(delays(policy, 3)).containsExactly(5L, 5L, 5L);
    assertThat(policy.allowsAfter(2)).isTrue();
    assertThat(policy.allowsAfter(3)).isFalse();
  }

  @Test
  void exponential_delays_double_up_to_the_longest() {
    RetryPolicy policy = exponential(1, 64, 0);

    assertThat(delays(policy, 9)).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 64L, 64L);
    assertThat(delays(exponential(3, 10, 0), 4)).containsExactly(3L, 6L, 10L, 10L);
  }

  @Test
  void delays_do_not_overflow_after_many_attempts() {
    RetryPolicy policy =
        new RetryPolicy(
            Retry.FOREVER, Duration.ofSeconds(1), Duration.ofSeconds(Long.MAX_VALUE), 0, List.of());

    assertThat(policy.delayAfter(Integer.MAX_VALUE)).hasSeconds(Long.MAX_VALUE);
    assertThat(RetryPolicy.fixed(Retry.FOREVER, Duration.ZERO).delayAfter(Integer.MAX_VALUE))
        .isZero();
  }

  @RepeatedTest(50)
  void jitter_varies_a_delay_by_its_share() {
    assertThat(exponential(10, 100, 0.2).delayAfter(1))
        .isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));
  }

  @Test
  void errors_are_retried_unless_they_or_their_superclass_are_listed() {
    RetryPolicy policy = RetryPolicy.once().withNoRetryOn(List.of(IOException.class));

    assertThat(policy.retries(new FileNotFoundException())).isFalse();
    assertThat(policy.retries(new IllegalStateException())).isTrue();
  }

  private static RetryPolicy exponential(int minimum, int maximum, double jitter) {
    return new RetryPolicy(
        99, Duration.ofSeconds(minimum), Duration.ofSeconds(maximum), jitter, List.of());
  }

  private static List<Long> delays(RetryPolicy policy, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(attempt -> policy.delayAfter(attempt).toSeconds())
        .toList();
  }
}
