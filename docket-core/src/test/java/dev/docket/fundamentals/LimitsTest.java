package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.ExecutionState;
import dev.docket.Placement;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.Cooldown;
import dev.docket.behavior.Debounce;
import dev.docket.behavior.RateLimit;
import dev.docket.operations.LimitInUse;
import dev.docket.operations.LimitsInUse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LimitsTest extends OnRedis {

  record Charge(@ConcurrencyLimit(max = 1) long customerId, int number) implements Task {}

  @RateLimit(max = 2, per = "300ms")
  record Call(int number) implements Task {}

  @Cooldown("5s")
  record Alert(int number) implements Task {}

  @Debounce("150ms")
  record Reindex(int number) implements Task {}

  @Test
  void of_one_customer_one_runs_at_a_time_in_order_of_arrival() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Queue<Integer> order = new ConcurrentLinkedQueue<>();
    docket.register(
        Charge.class,
        charge -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          order.add(charge.number());
          LockSupport.parkNanos(1_000_000); // the work, during which another one could start
          running.decrementAndGet();
          if (charge.number() % 3 == 0) {
            throw new IllegalStateException("a failure frees the slot too");
          }
        });
    for (int i = 0; i < 20; i++) {
      docket.add(new Charge(7, i));
    }

    runUntilFinished();

    assertThat(most).hasValue(1);
    assertThat(order)
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
    assertThat(docket.concurrencySets()).isEmpty();
  }

  @Test
  void a_set_is_listed_while_its_only_execution_runs() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(1);
    docket.register(
        Charge.class,
        charge -> {
          started.countDown();
          go.await();
        });
    docket.add(new Charge(1001, 1), Schedule.keyed("holder"));

    try (Worker worker = Worker.builder(docket).drainTimeout(Duration.ZERO).build()) {
      worker.start();
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();

      assertThat(docket.concurrencySets())
          .singleElement()
          .satisfies(set -> assertThat(set.holders()).extracting("key").containsExactly("holder"));
      go.countDown();
      Awaitility.await().until(() -> docket.concurrencySets().isEmpty());
    }
  }

  @Test
  void who_holds_a_slot_and_who_waits_can_be_seen_and_waiting_takes_no_permit() {
    CountDownLatch go = new CountDownLatch(1);
    docket.register(
        Charge.class,
        charge -> {
          if (charge.customerId() == 1001) {
            go.await();
          }
        });
    docket.add(new Charge(1001, 1), Schedule.keyed("holder"));
    docket.add(new Charge(1001, 2), Schedule.keyed("waiter"));
    try (Worker worker = Worker.builder(docket).concurrency(2).build()) {
      worker.start();
      Awaitility.await()
          .until(() -> docket.concurrencySets().stream().anyMatch(s -> !s.waiters().isEmpty()));

      var set = docket.concurrencySets().get(0);
      assertThat(set.parameter()).isEqualTo("customerId");
      assertThat(set.value()).isEqualTo("1001");
      assertThat(set.scope()).isNull();
      assertThat(set.max()).isEqualTo(1);
      assertThat(set.holders()).singleElement().extracting("key").isEqualTo("holder");
      assertThat(set.waiters()).containsExactly("waiter");
      docket.add(new Charge(2, 3)).result(Duration.ofSeconds(20));
      go.countDown();
      worker.stop();
    }
    runUntilFinished();
    assertThat(docket.execution("waiter").orElseThrow().finishedAt()).isNotNull();
  }

  @Test
  void a_long_line_is_told_whole_or_by_its_head_and_length() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    docket.register(Charge.class, charge -> go.await());
    docket.add(new Charge(1, 0), Schedule.keyed("holder"));
    try (Worker worker =
        Worker.builder(docket).concurrency(200).drainTimeout(Duration.ofSeconds(1)).build()) {
      worker.start();
      Awaitility.await().until(() -> !docket.concurrencySets().isEmpty());
      List<String> line = IntStream.range(0, 150).mapToObj(n -> "waiter-" + n).toList();
      docket.addAll(
          line.stream().map(k -> new Placement(new Charge(1, 1), Schedule.keyed(k))).toList());

      Awaitility.await()
          .untilAsserted(() -> assertThat(docket.concurrencySets().get(0).waiters()).hasSize(150));
      assertThat(docket.concurrencySets().get(0).waiters()).isEqualTo(line);
      LimitInUse limit = docket.operations().limits(1, 3).longest().get(0);
      assertThat(limit.task()).isEqualTo("Charge");
      assertThat(limit.waiting()).isEqualTo(150);
      assertThat(limit.set().waiters()).isEqualTo(line.subList(0, 3));
      assertThat(limit.set().holders()).extracting("key").containsExactly("holder");
      go.countDown();
    }
    runUntilFinished();
    assertThatThrownBy(() -> docket.operations().limits(0, 1)).hasMessageContaining("at least 1");
  }

  @Test
  void the_longest_line_comes_first_and_lines_are_left_by_those_who_are_cancelled() {
    CountDownLatch go = new CountDownLatch(1);
    docket.register(Charge.class, charge -> go.await());
    try (Worker worker =
        Worker.builder(docket).concurrency(20).drainTimeout(Duration.ofSeconds(1)).build()) {
      worker.start();
      for (long customer = 1; customer <= 3; customer++) {
        for (int n = 0; n <= customer; n++) {
          docket.add(new Charge(customer, n), Schedule.keyed(customer + "-" + n));
        }
      }
      docket.add(new Charge(9, 0));
      Awaitility.await().until(() -> docket.operations().status().parked() == 6);
      Awaitility.await().until(() -> docket.operations().limits(9, 9).total() == 4);

      assertThat(linesOf(docket.operations().limits(9, 9)))
          .containsExactly("3: 3", "2: 2", "1: 1", "9: 0");
      assertThat(linesOf(docket.operations().limits(2, 1))).containsExactly("3: 3", "2: 2");
      for (LimitInUse limit : docket.operations().limits(1, 2).longest()) {
        limit.set().waiters().forEach(docket::cancel);
      }
      assertThat(linesOf(docket.operations().limits(9, 9)))
          .containsExactly("2: 2", "1: 1", "3: 1", "9: 0");
      go.countDown();
    }
    runUntilFinished();
    assertThat(docket.operations().limits(9, 9).longest()).isEmpty();
    assertThat(COMMANDS.exists("{" + docket.name() + "}:lines")).isZero();
  }

  private static List<String> linesOf(LimitsInUse limits) {
    return limits.longest().stream()
        .map(limit -> limit.set().value() + ": " + limit.waiting())
        .toList();
  }

  @Test
  void no_window_has_more_starts_than_the_rate_limit() {
    docket.register(Call.class, call -> {});
    for (int i = 0; i < 6; i++) {
      docket.add(new Call(i), Schedule.keyed("call-" + i));
    }

    runUntilFinished();

    List<Instant> starts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      starts.add(docket.execution("call-" + i).orElseThrow().startedAt());
    }
    starts.sort(Comparator.naturalOrder());
    for (int i = 0; i + 2 < 6; i++) {
      assertThat(Duration.between(starts.get(i), starts.get(i + 2)))
          .isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }
  }

  @Test
  void a_slot_is_freed_by_a_cancel_and_by_the_death_of_its_worker() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(2);
    docket.register(
        Charge.class,
        (charge, context) -> {
          if (charge.number() == 1 && !context.redelivered()) {
            started.countDown();
            new CountDownLatch(1).await();
          }
        });
    docket.add(new Charge(1, 1), Schedule.keyed("cancelled"));
    docket.add(new Charge(2, 1), Schedule.keyed("crashed"));
    docket.add(new Charge(1, 2), Schedule.keyed("after-cancel"));
    docket.add(new Charge(2, 2), Schedule.keyed("after-crash"));
    try (Worker worker = Worker.builder(docket).build();
        Worker other = Worker.builder(docket).build()) {
      worker.start();
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      docket.cancel("cancelled");
      Awaitility.await().until(() -> isCompleted("after-cancel"));
      assertThat(isCompleted("after-crash")).isFalse();

      worker.faults().crash();
      other.start();
      Awaitility.await().until(() -> isCompleted("after-crash") && isCompleted("crashed"));
    }
    assertThat(docket.concurrencySets()).isEmpty();
  }

  private boolean isCompleted(String key) {
    return docket.execution(key).orElseThrow().state() == ExecutionState.COMPLETED;
  }

  @Test
  void the_first_runs_and_the_rest_of_the_cooldown_is_dropped() {
    docket.register(Alert.class, alert -> {});
    for (int i = 0; i < 4; i++) {
      docket.add(new Alert(i), Schedule.keyed("alert-" + i));
    }

    var report = runUntilFinished();

    assertThat(report.succeeded()).isEqualTo(1);
    assertThat(report.cancelled()).isEqualTo(3);
    assertThat(docket.execution("alert-3").orElseThrow().arguments()).containsEntry("number", 3);
  }

  @Test
  void after_a_quiet_period_the_last_submission_runs_once() {
    Queue<Integer> ran = new ConcurrentLinkedQueue<>();
    docket.register(Reindex.class, reindex -> ran.add(reindex.number()));
    for (int i = 0; i < 5; i++) {
      docket.add(new Reindex(i));
    }

    runUntilFinished();

    assertThat(ran).containsExactly(4);
  }
}
