package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.DocketException;
import dev.docket.Execution;
import dev.docket.ExecutionRecord;
import dev.docket.ExecutionState;
import dev.docket.Placement;
import dev.docket.ResultTask;
import dev.docket.RunReport;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import io.lettuce.core.Consumer;
import io.lettuce.core.SetArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What somebody else wrote into our keys is put aside, and holds nobody up. */
class GarbageTest extends OnRedis {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  record Answer() implements ResultTask<Integer> {}

  record Charge(@ConcurrencyLimit(max = 1) long customer) implements Task {}

  /** Stores something that is no record where the record of a key belongs. */
  private void overwrite(String key) {
    COMMANDS.set(key("run:" + key), "no record", SetArgs.Builder.ex(60));
  }

  private ExecutionRecord putAside() {
    Awaitility.await().until(() -> docket.failed(10).size() == 1);
    return docket.failed(1).get(0);
  }

  private Execution<Integer> answer(Schedule schedule) {
    docket.register(Answer.class, task -> 42);
    return docket.add(new Answer(), schedule);
  }

  @Test
  void a_key_that_somebody_else_uses_refuses_its_own_add_and_no_other() {
    docket.register(Answer.class, task -> 42);
    overwrite("bad");

    assertThatThrownBy(
            () ->
                docket.addAll(
                    List.of(
                        new Placement(new Answer(), Schedule.keyed("before")),
                        new Placement(new Answer(), Schedule.keyed("bad")),
                        new Placement(new Answer(), Schedule.keyed("after")))))
        .isExactlyInstanceOf(DocketException.class)
        .hasMessageContaining(key("run:bad"))
        .hasMessageContaining("not a record");
    assertThatThrownBy(() -> docket.replace(new Answer(), Schedule.keyed("bad")))
        .isExactlyInstanceOf(DocketException.class)
        .hasMessageContaining(key("run:bad"));

    assertThat(runUntilFinished().succeeded()).isEqualTo(2);
    assertThat(docket.execution("after").orElseThrow().state()).isEqualTo(ExecutionState.COMPLETED);
  }

  @Test
  void a_scheduled_key_without_a_record_is_let_go_of() {
    COMMANDS.zadd(key("schedule"), 1, "nothing");

    assertThat(answer(Schedule.in(Duration.ofMillis(20))).disposition()).isNotNull();

    assertThat(runUntilFinished().succeeded()).isEqualTo(1);
  }

  @Test
  void a_scheduled_key_whose_record_is_not_a_hash_is_put_aside() {
    COMMANDS.zadd(key("schedule"), 1, "bad");
    overwrite("bad");
    Execution<Integer> later = answer(Schedule.in(Duration.ofMillis(20)));

    runUntilFinished();

    assertThat(later.result(LONGEST)).isEqualTo(42);
    assertThat(putAside().key()).startsWith("malformed-").endsWith("-bad");
    assertThat(putAside().error()).contains("run:bad is not a hash (WRONGTYPE)").contains("add");
  }

  @Test
  void a_scheduled_record_without_a_task_is_put_aside_under_its_own_key() {
    COMMANDS.zadd(key("schedule"), 1, "bad");
    COMMANDS.hset(key("run:bad"), Map.of("state", "SCHEDULED", "args", "{}"));
    Execution<Integer> later = answer(Schedule.in(Duration.ofMillis(20)));

    runUntilFinished();

    assertThat(later.result(LONGEST)).isEqualTo(42);
    assertThat(putAside().key()).isEqualTo("bad");
    assertThat(putAside().error()).contains("no task");
  }

  @Test
  void parked_keys_whose_records_are_not_hashes_hold_up_no_sweep() {
    COMMANDS.zadd(key("parked"), 1, "bad");
    overwrite("bad");
    COMMANDS.hset(key("sets"), "[\"task:Gone\"]", "1"); // forgotten by the sweep's last step
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();

      assertThat(putAside().key()).endsWith("-bad");
      Awaitility.await().until(() -> COMMANDS.exists(key("sets")) == 0);
    }
    assertThat(COMMANDS.exists(key("parked"))).isZero();
  }

  @Test
  void a_waiter_whose_record_is_not_a_hash_loses_its_turn() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    docket.register(
        Charge.class,
        charge -> {
          started.countDown();
          go.await();
        });
    Execution<Void> holder = docket.add(new Charge(1));
    try (Worker worker = Worker.builder(docket).build()) {
      var report = CompletableFuture.supplyAsync(worker::runUntilFinished);
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      COMMANDS.zadd(key("waiters:[\"task:Charge\",\"customer\",1]"), 1, "bad");
      overwrite("bad");
      Execution<Void> waiter = docket.add(new Charge(1));
      Awaitility.await().until(() -> COMMANDS.zcard(key("parked")) == 1);

      go.countDown();

      assertThat(report.join().succeeded()).isEqualTo(2);
      assertThat(holder.state()).isEqualTo(ExecutionState.COMPLETED);
      assertThat(waiter.state()).isEqualTo(ExecutionState.COMPLETED);
      assertThat(docket.concurrencySets()).isEmpty();
    }
  }

  @Test
  void a_place_that_nobody_holds_is_not_shown_and_lapses() {
    String slots = key("slots:[\"task:Charge\",\"customer\",1]");
    COMMANDS.zadd(slots, System.currentTimeMillis() + 500, "gar:ba:ge");
    COMMANDS.expire(slots, 60);
    COMMANDS.hset(key("sets"), "[\"task:Charge\",\"customer\",1]", "1");
    COMMANDS.hset(key("sets"), "not json", "many");
    docket.register(Charge.class, charge -> {});
    docket.add(new Charge(1));

    assertThat(docket.concurrencySets()).isEmpty();
    assertThat(runUntilFinished().succeeded()).isEqualTo(1);
    COMMANDS.hdel(key("sets"), "not json");
  }

  @Test
  void what_a_dead_worker_left_is_redelivered_past_a_record_that_is_not_a_hash() {
    COMMANDS.xadd(key("stream"), Map.of("key", "bad", "task", "Answer", "args", "{}"));
    Execution<Integer> left = answer(Schedule.now());
    leaveToADeadWorker();
    overwrite("bad");
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();

      assertThat(left.result(LONGEST)).isEqualTo(42);
      assertThat(putAside().key()).endsWith("-bad");
    }
  }

  @Test
  void messages_that_no_claim_has_seen_survive_the_worker_that_read_them() {
    docket.register(Answer.class, task -> 42);
    COMMANDS.xadd(key("stream"), Map.of("key", "foreign", "task", "Answer", "args", "{}"));
    COMMANDS.xadd(key("stream"), Map.of("no", "sense"));
    leaveToADeadWorker();
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();

      Awaitility.await().until(() -> docket.execution("foreign").isPresent());
      assertThat(putAside().arguments()).containsEntry("no", "sense");
    }
    assertThat(docket.execution("foreign").orElseThrow().state())
        .isEqualTo(ExecutionState.COMPLETED);
  }

  @SuppressWarnings("unchecked") // a generic varargs array
  private void leaveToADeadWorker() {
    COMMANDS.xgroupCreate(StreamOffset.from(key("stream"), "0"), "docket-workers");
    COMMANDS.xreadgroup(
        Consumer.from("docket-workers", "dead"), StreamOffset.lastConsumed(key("stream")));
  }

  @Test
  void a_run_whose_record_is_overwritten_is_put_aside_and_the_leases_of_others_are_renewed()
      throws InterruptedException {
    CountDownLatch started = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    docket.register(
        Answer.class,
        (task, context) -> {
          started.countDown();
          go.await();
          return context.redelivered() ? -1 : 42;
        });
    docket.add(new Answer(), Schedule.keyed("bad"));
    Execution<Integer> good = docket.add(new Answer(), Schedule.keyed("good"));
    try (Worker worker = Worker.builder(docket).redeliveryTimeout(Duration.ofSeconds(3)).build()) {
      worker.start();
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      overwrite("bad");
      Awaitility.await()
          .pollDelay(Duration.ofSeconds(6)) // two leases long, nothing may happen
          .until(() -> good.state() == ExecutionState.RUNNING);
      go.countDown();

      assertThat(good.result(LONGEST)).isEqualTo(42);
    }
    assertThat(putAside().key()).endsWith("-bad");
  }

  @Test
  void what_is_not_a_record_is_passed_over_by_those_who_look_and_by_clear() {
    for (String place : List.of("schedule", "parked", "failed")) {
      COMMANDS.zadd(key(place), 1, "bad");
    }
    COMMANDS.expire(key("failed"), 60);
    COMMANDS.xadd(key("stream"), Map.of("key", "bad", "task", "Answer"));
    overwrite("bad");
    docket.add(new Answer(), Schedule.in(Duration.ofHours(1)).withKey("good"));

    assertThat(docket.snapshot().future()).extracting("key").containsExactly("good");
    assertThat(docket.failed(10)).isEmpty();
    assertThat(docket.execution("bad")).isEmpty();
    assertThat(docket.clear()).isEqualTo(1);

    COMMANDS.del(key("stream"));
  }

  @Test
  void of_a_batch_whose_claim_fails_half_way_each_other_one_runs_once() {
    AtomicInteger runs = new AtomicInteger();
    docket.register(
        Charge.class,
        (charge, context) -> {
          assertThat(context.attempt()).isEqualTo(1);
          runs.incrementAndGet();
        });
    overwrite("bad");
    for (int i = 0; i < 10; i++) {
      docket.add(new Charge(i));
      if (i == 4) {
        COMMANDS.xadd(
            key("stream"), Map.of("key", "bad", "task", "Charge", "args", "{\"customer\":1}"));
      }
    }

    assertThat(runUntilFinished()).isEqualTo(new RunReport(10, 0, 0, 0, 0));
    assertThat(runs).hasValue(10);
    assertThat(docket.concurrencySets()).isEmpty();
    assertThat(putAside().error()).contains("WRONGTYPE");
  }

  @Test
  void of_a_batch_whose_outcomes_cannot_be_written_the_others_are() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(10);
    CountDownLatch go = new CountDownLatch(1);
    docket.register(
        Charge.class,
        (charge, context) -> {
          started.countDown();
          go.await();
        });
    for (int i = 0; i < 10; i++) {
      docket.add(new Charge(i), Schedule.keyed("charge-" + i));
    }
    try (Worker worker = Worker.builder(docket).build()) {
      var report = CompletableFuture.supplyAsync(worker::runUntilFinished);
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      overwrite("charge-4");
      go.countDown();
      Awaitility.await()
          .until(() -> docket.execution("charge-9").orElseThrow().state().isTerminal());
      worker.stop();

      assertThat(report.join()).isEqualTo(new RunReport(9, 0, 0, 0, 0));
    }
    assertThat(putAside().key()).endsWith("-charge-4");
    assertThat(docket.concurrencySets()).isEmpty();
  }
}
