package dev.docket.junit;

import static dev.docket.junit.DocketAssertions.assertThat;
import static dev.docket.junit.DocketAwait.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DocketExtension.class)
class DocketAwaitTest {

  record Ping(int number) implements Task {}

  private final AtomicInteger pings = new AtomicInteger();
  private final AtomicLong ended = new AtomicLong();

  private void pings(Docket docket) {
    docket.register(
        Ping.class,
        ping -> {
          pings.incrementAndGet();
          ended.set(System.nanoTime());
        });
  }

  @Test
  void conditions_and_assertions_are_waited_for(Docket docket, Worker worker) {
    pings(docket);
    worker.start();
    Execution<Void> execution = docket.add(new Ping(1));

    await(docket).until(() -> pings.get() == 1);
    await(docket).untilAsserted(() -> assertThat(docket).isEmpty());
    await(execution).untilAsserted(() -> assertThat(execution).isCompleted());
  }

  /** Polling alone, every 100 ms, would be late by 50 ms as a rule. */
  @Test
  void an_event_ends_the_wait(Docket docket, Worker worker) {
    pings(docket);
    worker.start();
    await(docket).until(() -> !docket.workers().isEmpty());
    List<Long> late = new ArrayList<>();
    for (int n = 1; n <= 20; n++) {
      int wanted = n;
      docket.add(new Ping(n));
      await(docket).until(() -> pings.get() == wanted);
      late.add(System.nanoTime() - ended.get());
    }

    Collections.sort(late);
    assertThat(Duration.ofNanos(late.get(10))).isLessThan(Duration.ofMillis(25));
  }

  @Test
  void what_never_becomes_true_times_out(Docket docket) {
    assertThatThrownBy(() -> await(docket).atMost(Duration.ofMillis(300)).until(() -> false))
        .isInstanceOf(ConditionTimeoutException.class);
  }

  @Test
  void a_docket_of_the_tests_own_is_refused(Docket docket, TestRedis redis) {
    try (Docket own = Docket.connect(redis.url(), docket.name())) {
      assertThatThrownBy(() -> await(own))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("await(execution)");
      Execution<Void> execution = own.add(new Ping(1), Schedule.in(Duration.ofDays(1)));
      execution.cancel();
      await(execution).until(() -> execution.state().isTerminal());
    }
  }
}
