package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.ExecutionState;
import dev.docket.ResultTask;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.WorkerInfo;
import dev.docket.local.LocalRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How a worker stops. */
class DrainTest extends OnRedis {

  record Slow() implements ResultTask<Integer> {}

  record Other() implements Task {}

  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  private void startSlowly(Docket docket) {
    docket.register(
        Slow.class,
        (slow, context) -> {
          if (!context.redelivered()) {
            started.countDown();
            go.await();
          }
          return 42;
        });
  }

  private void awaitStart() throws InterruptedException {
    assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void what_runs_finishes_and_nothing_more_is_claimed() throws InterruptedException {
    startSlowly(docket);
    AtomicInteger others = new AtomicInteger();
    docket.register(Other.class, other -> others.incrementAndGet());
    Execution<Integer> slow = docket.add(new Slow());
    Worker worker = Worker.builder(docket).build();
    worker.start();
    awaitStart();

    Thread stopper = Thread.ofVirtual().start(worker::stop);
    Awaitility.await().until(() -> stopper.getState() == Thread.State.WAITING);
    Execution<Void> late = docket.add(new Other());
    assertThat(stopper.join(Duration.ofMillis(300)))
        .as("stopped before its run was over")
        .isFalse();
    go.countDown();
    stopper.join();

    assertThat(slow.state()).isEqualTo(ExecutionState.COMPLETED);
    assertThat(late.state()).isEqualTo(ExecutionState.QUEUED);
    assertThat(others).hasValue(0);
    assertThat(docket.workers()).isEmpty();
    leavesWork();
  }

  @Test
  void a_drain_that_times_out_interrupts_the_run_and_hands_it_back_at_once()
      throws InterruptedException {
    startSlowly(docket);
    Execution<Integer> slow = docket.add(new Slow());
    try (Worker worker = Worker.builder(docket).drainTimeout(Duration.ofMillis(50)).build()) {
      worker.start();
      awaitStart();
      worker.stop();
    }
    assertThat(slow.state()).isEqualTo(ExecutionState.QUEUED);
    go.countDown();
    runUntilFinished();

    assertThat(slow.result(Duration.ofSeconds(20))).isEqualTo(42);
    assertThat(slow.record().orElseThrow().attempt()).isEqualTo(1);
  }

  /** As in a deployment that is rolled back at once. */
  @Test
  void a_worker_that_is_stopped_before_its_first_heartbeat_is_due_beats_while_it_drains() {
    Duration silence = Duration.ofSeconds(3);
    Docket.Builder settings =
        settings().name(docket.name()).heartbeatInterval(silence.dividedBy(4)).missedHeartbeats(4);
    AtomicInteger runs = new AtomicInteger();
    try (Docket deployed = settings.build();
        Worker other = Worker.builder(docket).name("other").build();
        Worker leaving = Worker.builder(deployed).name("leaving").build()) {
      deployed.register(
          Slow.class,
          (slow, context) -> {
            context.worker().stop(); // only asks, since it is called by what the worker waits for
            return go.await(20, TimeUnit.SECONDS) ? runs.incrementAndGet() : -1;
          });
      docket.register(Slow.class, slow -> runs.addAndGet(100));
      Execution<Integer> slow = docket.add(new Slow());
      leaving.start();
      Awaitility.await().until(() -> slow.state() == ExecutionState.RUNNING);
      other.start();

      Instant first = lastSeen("leaving").orElseThrow();
      Awaitility.await()
          .until(() -> lastSeen("leaving").orElse(Instant.MIN).isAfter(first.plus(silence)));
      go.countDown();

      assertThat(slow.result(Duration.ofSeconds(20))).isEqualTo(1);
    }
    assertThat(runs).hasValue(1);
  }

  private Optional<Instant> lastSeen(String worker) {
    return docket.workers().stream()
        .filter(info -> info.name().equals(worker))
        .map(WorkerInfo::lastSeen)
        .findFirst();
  }

  @Test
  void a_run_after_one_that_was_handed_back_knows_it() throws InterruptedException {
    startSlowly(docket);
    Execution<Integer> slow = docket.add(new Slow());
    try (Worker worker = Worker.builder(docket).drainTimeout(Duration.ZERO).build()) {
      worker.start();
      awaitStart();
    }

    assertThat(slow.state()).isEqualTo(ExecutionState.QUEUED);
    runUntilFinished(); // waits for ever, if it is not told

    assertThat(slow.result(Duration.ofSeconds(20))).isEqualTo(42);
  }

  @Test
  void a_handler_that_ignores_its_interrupt_does_not_hold_up_a_drain_with_a_time_out()
      throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    AtomicInteger interrupts = new AtomicInteger();
    docket.register(
        Slow.class,
        slow -> {
          if (runs.incrementAndGet() == 2) {
            return 42;
          }
          started.countDown();
          while (go.getCount() > 0) {
            try {
              go.await();
            } catch (InterruptedException e) {
              interrupts.incrementAndGet(); // ignored, as some libraries do
            }
          }
          return -1;
        });
    Execution<Integer> slow = docket.add(new Slow());
    Worker worker = Worker.builder(docket).drainTimeout(Duration.ofMillis(50)).build();
    worker.start();
    awaitStart();

    assertTimeoutPreemptively(Duration.ofSeconds(8), worker::stop);

    assertThat(interrupts).hasValue(1);
    assertThat(slow.state()).isEqualTo(ExecutionState.QUEUED);
    runUntilFinished();
    go.countDown();
    assertThat(slow.result(Duration.ofSeconds(20))).isEqualTo(42);
  }

  @Test
  void a_drain_with_a_time_out_ends_while_redis_is_away_and_nothing_is_lost()
      throws InterruptedException {
    try (LocalRedis redis =
            LocalRedis.builder().arguments("--appendonly", "yes", "--appendfsync", "no").start();
        Docket other = settings().url(redis.url()).name("drain").build()) {
      startSlowly(other);
      Execution<Integer> slow = other.add(new Slow(), Schedule.keyed("slow"));
      Worker worker = Worker.builder(other).drainTimeout(Duration.ofMillis(100)).build();
      worker.start();
      awaitStart();
      redis.stop();
      go.countDown(); // it ends, but its outcome cannot be written

      assertTimeoutPreemptively(Duration.ofSeconds(40), worker::close);

      redis.restart();
      try (Worker next = Worker.builder(other).build()) {
        next.start();
        assertThat(slow.result(Duration.ofSeconds(20))).isEqualTo(42);
      }
    }
  }

  @Test
  void a_drain_without_a_time_out_waits_for_redis_to_take_the_outcomes()
      throws InterruptedException {
    try (LocalRedis redis =
            LocalRedis.builder().arguments("--appendonly", "yes", "--appendfsync", "no").start();
        Docket other = settings().url(redis.url()).name("drain").build()) {
      startSlowly(other);
      Execution<Integer> slow = other.add(new Slow(), Schedule.keyed("slow"));
      Worker worker = Worker.builder(other).reconnectionDelay(Duration.ofMillis(50)).build();
      worker.start();
      awaitStart();
      redis.stop();
      Thread stopper = Thread.ofVirtual().start(worker::stop);
      go.countDown();
      assertThat(stopper.join(Duration.ofMillis(500))).isFalse();

      redis.restart();
      stopper.join();

      assertThat(slow.state()).isEqualTo(ExecutionState.COMPLETED);
    }
  }

  @Test
  void a_worker_that_never_reached_redis_stops_all_the_same() {
    try (LocalRedis redis = LocalRedis.start();
        Docket other = settings().url(redis.url()).build()) {
      redis.stop();
      Worker worker = Worker.builder(other).drainTimeout(Duration.ZERO).build();
      worker.start();

      assertTimeoutPreemptively(Duration.ofSeconds(40), worker::close);
      redis.restart(); // for the docket's own close
    }
  }

  @Test
  void a_worker_stops_from_within_its_own_handler() throws InterruptedException {
    docket.register(
        Other.class,
        (other, context) -> {
          context.worker().stop();
          started.countDown();
        });
    Execution<Void> other = docket.add(new Other());
    Worker worker = Worker.builder(docket).build();

    worker.runForever();

    awaitStart();
    assertThat(other.state()).isEqualTo(ExecutionState.COMPLETED);
  }

  @Test
  void an_interrupt_of_the_thread_that_runs_a_worker_is_a_stop() throws InterruptedException {
    startSlowly(docket);
    Execution<Integer> slow = docket.add(new Slow());
    Worker worker = Worker.builder(docket).build();
    Thread runner = Thread.ofPlatform().start(worker::runForever);
    awaitStart();

    runner.interrupt();
    go.countDown();
    runner.join();

    assertThat(slow.state()).isEqualTo(ExecutionState.COMPLETED);
  }
}
