package dev.docket.docs.behaviors;

import static dev.docket.junit.DocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.RetryLater;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.behavior.ExponentialRetry;
import dev.docket.behavior.Retry;
import dev.docket.junit.DocketExtension;
import dev.docket.junit.TestClock;
import dev.docket.junit.TestReport;
import dev.docket.junit.TestWorker;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/behaviors/retries.md shows. */
@ExtendWith(DocketExtension.class)
class RetriesPageTest {

  static final class CardExpired extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  // docs: retries
  @Retry(attempts = 3, delay = "10s", noRetryOn = CardExpired.class)
  record Charge(long orderId) implements Task {}

  @ExponentialRetry(attempts = 6, minimumDelay = "1s", maximumDelay = "30s", jitter = 0.2)
  record CallWebhook(String url) implements Task {}

  // end

  // docs: retries in time
  @Test
  void a_charge_is_tried_three_times(Docket docket, TestWorker worker, TestClock clock) {
    Instant start = clock.now();
    docket.register(
        Charge.class,
        charge -> {
          throw new IllegalStateException("the bank does not answer");
        });
    Execution<Void> charge = docket.add(new Charge(7), Schedule.keyed("charge-7"));

    TestReport report = worker.runUntilFinished();

    assertThat(report).retried(2).failed(1);
    assertThat(charge).hasFailedWith(IllegalStateException.class).ranTimes(3);
    assertThat(clock.now()).isEqualTo(start.plusSeconds(20));
  }

  // end

  @Test
  void some_errors_are_final(Docket docket, TestWorker worker) {
    docket.register(
        Charge.class,
        charge -> {
          throw new CardExpired();
        });
    docket.add(new Charge(7));

    assertThat(worker.runUntilFinished()).retried(0).failed(1);
  }

  record Answer(int status, Duration retryAfter) {}

  interface Client {
    Answer post(String url);
  }

  @Test
  void a_handler_chooses_when(Docket docket, TestWorker worker) {
    AtomicBoolean busy = new AtomicBoolean(true);
    Client client = url -> new Answer(busy.getAndSet(false) ? 429 : 200, Duration.ofMinutes(3));
    // docs: a time of its own
    docket.register(
        CallWebhook.class,
        call -> {
          Answer answer = client.post(call.url());
          if (answer.status() == 429) {
            throw RetryLater.after(answer.retryAfter());
          }
        });
    // end
    docket.add(new CallWebhook("https://example.com/hook"));

    assertThat(worker.runNext()).retried(1);
    assertThat(docket).hasScheduled(CallWebhook.class).onAttempt(2).dueIn(Duration.ofMinutes(3));
    assertThat(worker.runNext()).succeeded(1);
  }

  // docs: requeue
  @Test
  void what_has_failed_runs_again_when_it_is_mended(Docket docket, TestWorker worker) {
    AtomicBoolean broken = new AtomicBoolean(true);
    docket.register(
        Charge.class,
        charge -> {
          if (broken.get()) {
            throw new IllegalStateException("a bug");
          }
        });
    docket.add(new Charge(7), Schedule.keyed("charge-7"));
    worker.runUntilFinished();
    assertThat(docket.failed(100)).extracting("key").containsExactly("charge-7");

    broken.set(false);
    docket.requeue("charge-7");

    assertThat(worker.runUntilFinished()).succeeded(1);
  }
  // end
}
