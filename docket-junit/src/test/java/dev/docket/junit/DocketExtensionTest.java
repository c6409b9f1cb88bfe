package dev.docket.junit;

import static dev.docket.junit.DocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.ResultTask;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.Cron;
import dev.docket.behavior.Perpetual;
import dev.docket.behavior.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(DocketExtension.class)
class DocketExtensionTest {

  record ProcessOrder(long orderId) implements Task {}

  record Sum(int a, int b) implements ResultTask<Integer> {}

  @Retry(attempts = 3, delay = "1h")
  record Flaky() implements Task {}

  @Perpetual(every = "1d")
  record Daily() implements Task {}

  @Cron(value = "0 9 * * 1", automatic = false)
  record Weekly() implements Task {}

  private final List<Long> shipped = Collections.synchronizedList(new ArrayList<>());

  @Test
  void a_task_for_next_week_runs_at_once(Docket docket, Worker worker) {
    docket.register(ProcessOrder.class, order -> shipped.add(order.orderId()));
    docket.add(new ProcessOrder(123), Schedule.in(Duration.ofDays(7)));

    worker.runUntilFinished();

    assertThat(shipped).containsExactly(123L);
  }

  @Test
  void tasks_run_in_the_order_in_which_they_are_due(Docket docket, Worker worker, TestClock clock) {
    Instant start = clock.now();
    List<Instant> seen = Collections.synchronizedList(new ArrayList<>());
    docket.register(
        ProcessOrder.class,
        order -> {
          shipped.add(order.orderId());
          seen.add(clock.now());
        });
    for (long day : List.of(3L, 1L, 2L)) {
      docket.add(new ProcessOrder(day), Schedule.in(Duration.ofDays(day)));
    }

    worker.runUntilFinished();

    assertThat(shipped).containsExactly(1L, 2L, 3L);
    assertThat(seen).containsExactly(days(start, 1), days(start, 2), days(start, 3));
  }

  private static Instant days(Instant start, int days) {
    return start.plus(Duration.ofDays(days));
  }

  @Test
  void retry_delays_take_no_time(Docket docket, Worker worker) {
    docket.register(
        Flaky.class,
        (task, context) -> {
          if (context.attempt() < 3) {
            throw new IllegalStateException("not yet");
          }
        });
    Execution<Void> execution = docket.add(new Flaky());

    var report = worker.runUntilFinished();

    assertThat(report.retried()).isEqualTo(2);
    assertThat(execution).isCompleted().ranTimes(3);
  }

  @Test
  void a_perpetual_task_keeps_its_pace_in_virtual_time(
      Docket docket, Worker worker, TestClock clock) {
    Instant start = clock.now();
    docket.register(Daily.class, task -> {});
    docket.add(new Daily(), Schedule.keyed("daily"));

    var report = worker.runAtMost(Map.of("daily", 30));

    assertThat(report.succeeded()).isEqualTo(30);
    assertThat(clock.now()).isEqualTo(days(start, 29));
    assertThat(docket).isEmpty();
  }

  @Test
  void results_and_failures_are_asserted(Docket docket, Worker worker) {
    docket.register(Sum.class, sum -> sum.a() + sum.b());
    docket.register(
        ProcessOrder.class,
        order -> {
          throw new IllegalArgumentException("no such order");
        });
    Execution<Integer> sum = docket.add(new Sum(2, 3));
    Execution<Void> order = docket.add(new ProcessOrder(1));

    worker.runUntilFinished();

    assertThat(sum).hasResult(5);
    assertThat(order).hasFailedWith(IllegalArgumentException.class);
    assertThatThrownBy(() -> assertThat(order).isCompleted()).hasMessageContaining("FAILED");
  }

  @Test
  void what_is_pending_is_asserted_and_the_nearest_is_named(Docket docket) {
    docket.add(new ProcessOrder(7), Schedule.in(Duration.ofHours(2)).withKey("order-7"));

    assertThat(docket)
        .hasScheduled(ProcessOrder.class)
        .withKey("order-7")
        .withArguments(new ProcessOrder(7))
        .dueIn(Duration.ofHours(2));
    assertThat(docket).hasTaskCount(1).hasNotScheduled(Daily.class);
    assertThatThrownBy(
            () ->
                assertThat(docket)
                    .hasScheduled(ProcessOrder.class)
                    .withArguments(new ProcessOrder(8)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("orderId is 7, not 8");
  }

  @Test
  void the_clock_is_moved_by_hand_while_a_worker_runs(
      Docket docket, Worker worker, TestClock clock) {
    docket.register(ProcessOrder.class, order -> shipped.add(order.orderId()));
    docket.add(new ProcessOrder(1), Schedule.in(Duration.ofHours(1)));
    worker.start();

    assertThat(clock.nextDue()).contains(clock.now().plus(Duration.ofHours(1)));
    clock.advance(Duration.ofHours(1));

    Awaitility.await().until(() -> shipped.contains(1L));
    assertThat(clock.skipToNext()).isFalse();
  }

  @Test
  void named_dockets_are_apart(
      Docket docket, @Named("b") Docket other, Worker worker, @Named("b") Worker otherWorker) {
    docket.register(ProcessOrder.class, order -> shipped.add(order.orderId()));
    other.register(ProcessOrder.class, order -> shipped.add(-order.orderId()));
    docket.add(new ProcessOrder(1));
    other.add(new ProcessOrder(2));

    worker.runUntilFinished();
    assertThat(shipped).containsExactly(1L);
    otherWorker.runUntilFinished();

    assertThat(shipped).containsExactly(1L, -2L);
  }

  @RepeatedTest(3)
  void every_repetition_starts_empty(Docket docket) {
    assertThat(docket).isEmpty();
    docket.add(new ProcessOrder(1), Schedule.keyed("same"));
    assertThat(docket).hasTaskCount(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void arguments_of_others_are_left_to_them(long orderId, Docket docket, Worker worker) {
    docket.register(ProcessOrder.class, order -> shipped.add(order.orderId()));
    docket.add(new ProcessOrder(orderId));

    worker.runUntilFinished();

    assertThat(shipped).containsExactly(orderId);
  }

  @Nested
  class InANestedClass {
    private final Docket docket;

    InANestedClass(Docket docket) {
      this.docket = docket;
    }

    @Test
    void the_constructor_and_the_method_share_a_docket(Docket same) {
      assertThat(same).isSameAs(docket);
    }
  }
}
