package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.ExecutionState;
import dev.docket.ResultTask;
import dev.docket.RetryLater;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.RateLimit;
import dev.docket.behavior.Retry;
import dev.docket.operations.FailureDetails;
import dev.docket.operations.HistoryEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TimelineTest extends OnRedis {

  record Ship(int order) implements Task {}

  record Sum(int a, int b) implements ResultTask<Integer> {}

  @Retry(attempts = 3, delay = "10ms")
  record Pack(int order) implements Task {}

  @Retry(attempts = 2, delay = "1h")
  record Slow(int order) implements Task {}

  @Retry(attempts = Retry.FOREVER)
  record Often(int order) implements Task {}

  record Charge(@ConcurrencyLimit(max = 1) long customer) implements Task {}

  record Mail(@RateLimit(max = 1, per = "200ms") long customer) implements Task {}

  private List<String> steps(String key) {
    return docket.operations().timeline(key).stream()
        .map(step -> step.what() + " " + step.attempt())
        .toList();
  }

  private HistoryEntry step(String key, String what) {
    return docket.operations().timeline(key).stream()
        .filter(step -> step.what().equals(what))
        .findFirst()
        .orElseThrow();
  }

  private void runOn(String worker) {
    try (Worker running = Worker.builder(docket).name(worker).build()) {
      running.runUntilFinished();
    }
  }

  @Test
  void a_plain_run_is_added_started_and_completed() {
    docket.register(Ship.class, ship -> {});
    docket.add(new Ship(1), Schedule.keyed("k"));
    runOn("north");

    assertThat(steps("k")).containsExactly("added 1", "started 1", "completed 1");
    assertThat(step("k", "started").worker()).isEqualTo("north");
    assertThat(docket.operations().timeline("k"))
        .extracting(HistoryEntry::at)
        .isSorted()
        .allSatisfy(at -> assertThat(at).isAfter(Instant.now().minusSeconds(60)));
  }

  @Test
  void every_attempt_is_told_with_its_worker_and_its_error() {
    AtomicInteger runs = new AtomicInteger();
    docket.register(
        Pack.class,
        pack -> {
          throw new IllegalStateException("no box\n\t" + runs.incrementAndGet());
        });
    docket.add(new Pack(1), Schedule.keyed("k"));
    runOn("north");

    assertThat(steps("k"))
        .containsExactly(
            "added 1", "started 1", "retry 1", "started 2", "retry 2", "started 3", "failed 3");
    assertThat(step("k", "retry").detail()).isEqualTo("IllegalStateException: no box  1");
    assertThat(step("k", "retry").worker()).isEqualTo("north");
    assertThat(step("k", "failed").detail()).isEqualTo("IllegalStateException: no box\n\t3");
  }

  @Test
  void a_requeue_and_a_reschedule_are_told_and_the_time_of_the_add_stays() {
    docket.register(
        Ship.class,
        ship -> {
          throw new IllegalStateException("no truck");
        });
    Instant due = Instant.now().plusSeconds(3600);
    docket.add(new Ship(1), Schedule.at(due).withKey("k"));
    Instant added = step("k", "added").at();
    assertThat(steps("k")).containsExactly("added 1", "due 1");
    assertThat(step("k", "due").at().toEpochMilli()).isEqualTo(due.toEpochMilli());
    docket.operations().runNow("k");
    runOn("north");
    docket.requeue("k");
    runOn("south");

    assertThat(steps("k"))
        .containsExactly(
            "added 1",
            "rescheduled 1",
            "started 1",
            "failed 1",
            "requeued 1",
            "started 1",
            "failed 1");
    assertThat(step("k", "added").at()).isEqualTo(added).isBefore(due);
  }

  @Test
  void a_crash_of_a_worker_is_told() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    docket.register(
        Ship.class,
        (ship, context) -> {
          if (!context.redelivered()) {
            started.countDown();
            new CountDownLatch(1).await();
          }
        });
    docket.add(new Ship(1), Schedule.keyed("k"));
    try (Worker first = Worker.builder(docket).name("north").build();
        Worker second = Worker.builder(docket).name("south").build()) {
      first.start();
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      first.faults().crash();
      second.start();
      Awaitility.await()
          .until(() -> docket.execution("k").orElseThrow().state() == ExecutionState.COMPLETED);
    }

    assertThat(steps("k"))
        .containsExactly("added 1", "started 1", "redelivered 1", "started 1", "completed 1");
    assertThat(step("k", "redelivered").worker()).isEqualTo("north");
  }

  @Test
  void waiting_for_a_slot_and_for_a_rate_limit_is_told() {
    CountDownLatch done = new CountDownLatch(1);
    docket.register(Charge.class, charge -> done.await());
    docket.register(Mail.class, mail -> {});
    docket.add(new Charge(5));
    docket.add(new Mail(7));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      Awaitility.await().until(() -> docket.operations().status().completed() == 1);
      docket.add(new Charge(5), Schedule.keyed("waits"));
      for (int n = 0; n < 4; n++) {
        docket.add(new Mail(7), Schedule.keyed("mail " + n));
      }
      Awaitility.await().until(() -> docket.operations().status().parked() == 1);
      done.countDown();
      Awaitility.await().until(() -> docket.operations().status().completed() == 7);
    }

    assertThat(steps("waits")).containsExactly("added 1", "parked 1", "started 1", "completed 1");
    assertThat(step("waits", "parked").detail()).isEqualTo("customer 5");
    assertThat(steps("mail 3"))
        .containsExactly("added 1", "rate-limited 1", "started 1", "completed 1");
    assertThat(step("mail 3", "rate-limited").detail()).isEqualTo("customer 7");
  }

  @Test
  void a_long_history_keeps_its_latest_steps() {
    docket.register(
        Often.class,
        (often, context) -> {
          if (context.attempt() <= 200) {
            throw RetryLater.after(Duration.ZERO);
          }
        });
    docket.add(new Often(1), Schedule.keyed("k"));
    runOn("north");

    assertThat(steps("k"))
        .startsWith("added 1")
        .endsWith("retry 200", "started 201", "completed 201")
        .hasSizeBetween(30, 120);
    assertThat(COMMANDS.hget("{" + docket.name() + "}:run:k", "history").length())
        .isLessThanOrEqualTo(4000);
  }

  @Test
  void nothing_of_an_ended_execution_shows_through_when_its_key_is_added_again() {
    docket.register(
        Ship.class,
        ship -> {
          throw new IllegalStateException("no truck");
        });
    docket.add(new Ship(1), Schedule.keyed("k"));
    runOn("north");
    docket.add(new Ship(2), Schedule.in(Duration.ofHours(1)).withKey("k"));

    assertThat(steps("k")).containsExactly("added 1", "due 1");
    assertThat(docket.operations().failure("k")).isEmpty();
    docket.cancel("k");
  }

  @Test
  void arguments_result_and_failure_can_be_read() {
    docket.register(Sum.class, sum -> sum.a() + sum.b());
    docket.register(
        Slow.class,
        slow -> {
          throw new IllegalArgumentException("slow: down");
        });
    docket.add(new Sum(1, 2), Schedule.keyed("sum"));
    docket.add(new Slow(1), Schedule.keyed("slow"));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      Awaitility.await().until(() -> docket.operations().failure("slow").isPresent());
    }

    assertThat(docket.operations().result("sum")).contains("3");
    assertThat(docket.operations().arguments("sum")).contains("{\"a\":1,\"b\":2}");
    assertThat(docket.operations().failure("sum")).isEmpty();
    FailureDetails failure = docket.operations().failure("slow").orElseThrow();
    assertThat(failure.errorType()).isEqualTo("java.lang.IllegalArgumentException");
    assertThat(failure.message()).isEqualTo("slow: down");
    assertThat(failure.stackTrace()).contains("TimelineTest").contains("slow: down");
    assertThat(docket.execution("slow").orElseThrow().error()).isNull();
    assertThat(docket.operations().result("nothing")).isEmpty();
    assertThat(docket.operations().arguments("nothing")).isEmpty();
    assertThat(docket.operations().timeline("nothing")).isEmpty();
    docket.cancel("slow");
  }
}
