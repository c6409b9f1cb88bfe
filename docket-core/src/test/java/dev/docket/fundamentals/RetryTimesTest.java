package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Execution;
import dev.docket.ExecutionState;
import dev.docket.RetryLater;
import dev.docket.RunReport;
import dev.docket.Task;
import dev.docket.behavior.ExponentialRetry;
import dev.docket.behavior.Retry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When what failed is tried again, to the millisecond. */
class RetryTimesTest extends OnVirtualTime {

  @Retry(attempts = 3, delay = "5s")
  record Fixed() implements Task {}

  @ExponentialRetry(attempts = 6, minimumDelay = "1s", maximumDelay = "6s")
  record Exponential() implements Task {}

  @ExponentialRetry(attempts = 20, minimumDelay = "10s", maximumDelay = "10s", jitter = 0.5)
  record Jittered() implements Task {}

  @Retry(attempts = Retry.FOREVER, delay = "1m")
  record Endless() implements Task {}

  @Retry(attempts = 5, noRetryOn = UncheckedIOException.class)
  record Picky() implements Task {}

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private void fail() {
    mark();
    throw new IllegalStateException("always");
  }

  @Test
  void a_fixed_delay_lies_between_attempts() {
    docket.register(Fixed.class, fixed -> fail());
    docket.add(new Fixed());

    assertThat(runUntilFinished()).isEqualTo(new RunReport(0, 1, 2, 0, 0));
    assertThat(marks()).containsExactly(seconds(0), seconds(5), seconds(10));
  }

  @Test
  void exponential_delays_double_up_to_their_maximum() {
    docket.register(Exponential.class, exponential -> fail());
    docket.add(new Exponential());

    runUntilFinished();

    assertThat(marks())
        .containsExactly(seconds(0), seconds(1), seconds(3), seconds(7), seconds(13), seconds(19));
  }

  @Test
  void jitter_varies_each_delay_by_its_share_at_most() {
    docket.register(Jittered.class, jittered -> fail());
    docket.add(new Jittered());

    runUntilFinished();

    var gaps =
        IntStream.range(1, 20).mapToObj(n -> marks().get(n).minus(marks().get(n - 1))).toList();
    assertThat(gaps).allSatisfy(gap -> assertThat(gap).isBetween(seconds(5), seconds(15)));
    assertThat(gaps).anyMatch(gap -> gap.compareTo(seconds(10)) < 0);
    assertThat(gaps).anyMatch(gap -> gap.compareTo(seconds(10)) > 0);
  }

  @Test
  void forever_is_until_it_succeeds() {
    docket.register(
        Endless.class,
        (endless, context) -> {
          if (context.attempt() < 50) {
            fail();
          }
        });
    docket.add(new Endless());

    assertThat(runUntilFinished()).isEqualTo(new RunReport(1, 0, 49, 0, 0));
    assertThat(clock.now()).isEqualTo(JumpingClock.START.plus(Duration.ofMinutes(49)));
  }

  @Test
  void some_errors_are_not_worth_another_attempt() {
    docket.register(
        Picky.class,
        (picky, context) -> {
          if (context.attempt() == 2) {
            throw new UncheckedIOException(new IOException("gone for good"));
          }
          fail();
        });
    Execution<Void> picky = docket.add(new Picky());

    assertThat(runUntilFinished()).isEqualTo(new RunReport(0, 1, 1, 0, 0));
    assertThat(picky.record().orElseThrow().error()).contains("gone for good");
  }

  @Test
  void a_handler_asks_for_its_own_times_within_its_attempts() {
    docket.register(
        Fixed.class,
        (fixed, context) -> {
          mark();
          throw context.attempt() == 1
              ? RetryLater.after(seconds(42))
              : RetryLater.at(JumpingClock.START.plus(seconds(100)));
        });
    Execution<Void> fixed = docket.add(new Fixed());

    assertThat(runUntilFinished()).isEqualTo(new RunReport(0, 1, 2, 0, 0));
    assertThat(marks()).containsExactly(seconds(0), seconds(42), seconds(100));
    assertThat(fixed.record().orElseThrow().error()).startsWith("RetryLater: asked for a retry");
  }

  @Test
  void what_waits_for_its_retry_is_scheduled_without_a_worker_and_a_start() {
    docket.register(
        Fixed.class,
        (fixed, context) -> {
          if (context.attempt() == 1) {
            throw RetryLater.after(seconds(3600));
          }
        });
    Execution<Void> fixed = docket.add(new Fixed());
    try (var worker = dev.docket.Worker.builder(docket).build()) {
      worker.start();
      org.awaitility.Awaitility.await().until(() -> fixed.record().orElseThrow().attempt() == 2);
    }

    var record = fixed.record().orElseThrow();
    assertThat(record.state()).isEqualTo(ExecutionState.SCHEDULED);
    assertThat(record.worker()).isNull();
    assertThat(record.startedAt()).isNull();
    assertThat(record.error()).isNull();
    leavesWork();
  }

  @Test
  void an_error_is_a_failure_like_any_other() {
    docket.register(
        Fixed.class,
        (fixed, context) -> {
          if (context.attempt() < 3) {
            throw new StackOverflowError("too deep");
          }
        });
    docket.add(new Fixed());

    assertThat(runUntilFinished()).isEqualTo(new RunReport(1, 0, 2, 0, 0));
  }
}
