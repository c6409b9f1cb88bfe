package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.ExecutionState;
import dev.docket.RunReport;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.TaskCancelledException;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.Perpetual;
import dev.docket.behavior.Retry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CancelTest extends OnRedis {

  record Wait() implements Task {}

  record Blocker() implements Task {}

  record Exclusive(@ConcurrencyLimit(max = 1) int set) implements Task {}

  @Retry(attempts = 3, delay = "1h")
  record Stubborn() implements Task {}

  @Perpetual(every = "1h")
  record Chain() implements Task {}

  @Test
  void pending_executions_are_removed_once() {
    docket.add(new Wait(), Schedule.keyed("queued"));
    docket.add(new Wait(), Schedule.in(Duration.ofHours(1)).withKey("scheduled"));

    assertThat(docket.cancel("queued")).isTrue();
    assertThat(docket.cancel("scheduled")).isTrue();
    assertThat(docket.cancel("queued")).isFalse();
    assertThat(docket.cancel("unknown")).isFalse();
    assertThat(docket.snapshot().totalTasks()).isZero();
  }

  @Test
  void a_running_one_is_interrupted_and_its_waiters_learn_at_once() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    docket.register(
        Wait.class,
        wait -> {
          started.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.set(true);
            throw e;
          }
        });
    Execution<Void> execution = docket.add(new Wait());
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();

      assertThat(execution.cancel()).isTrue();
      assertThat(docket.cancel(execution.key())).isFalse();

      assertThatThrownBy(() -> execution.result(Duration.ofSeconds(10)))
          .isInstanceOf(TaskCancelledException.class);
    }
    assertThat(interrupted).isTrue();
    assertThat(execution.state()).isEqualTo(ExecutionState.CANCELLED);
  }

  @Test
  void what_waits_for_its_retry_is_removed() {
    docket.register(
        Stubborn.class,
        stubborn -> {
          throw new IllegalStateException("again in an hour");
        });
    Execution<Void> execution = docket.add(new Stubborn());
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      Awaitility.await().until(() -> execution.record().orElseThrow().attempt() == 2);
    }

    assertThat(execution.cancel()).isTrue();

    assertThat(runUntilFinished()).isEqualTo(new RunReport(0, 0, 0, 0, 0));
    assertThat(execution.state()).isEqualTo(ExecutionState.CANCELLED);
  }

  @Test
  void what_was_due_and_is_promoted_is_removed() {
    Execution<Void> execution = docket.add(new Wait(), Schedule.in(Duration.ofMillis(10)));
    try (Docket other = settings().name(docket.name()).build();
        Worker busy = Worker.builder(other).concurrency(1).build()) {
      other.register(Blocker.class, blocker -> new CountDownLatch(1).await());
      Execution<Void> blocker = other.add(new Blocker());
      busy.start(); // it promotes, and has no permit left to claim
      Awaitility.await().until(() -> blocker.state() == ExecutionState.RUNNING);
      Awaitility.await().until(() -> execution.state() == ExecutionState.QUEUED);

      assertThat(execution.cancel()).isTrue();
      assertThat(docket.cancel(execution.key())).isFalse();

      assertThat(execution.state()).isEqualTo(ExecutionState.CANCELLED);
      assertThat(COMMANDS.xlen(key("stream"))).as("the blocker alone").isEqualTo(1);
      blocker.cancel();
    }
  }

  @Test
  void what_waits_for_a_slot_is_removed_from_its_line() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    docket.register(
        Exclusive.class,
        exclusive -> {
          started.countDown();
          go.await();
        });
    docket.add(new Exclusive(1));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      Execution<Void> waiter = docket.add(new Exclusive(1));
      Awaitility.await().until(() -> !docket.concurrencySets().get(0).waiters().isEmpty());

      assertThat(waiter.cancel()).isTrue();

      assertThat(docket.concurrencySets().get(0).waiters()).isEmpty();
      assertThat(docket.snapshot().totalTasks()).isEqualTo(1);
      go.countDown();
    }
    assertThat(docket.concurrencySets()).isEmpty();
  }

  @Test
  void a_cancelled_run_is_neither_retried_nor_perpetuated() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(2);
    docket.register(
        Stubborn.class,
        stubborn -> {
          started.countDown();
          new CountDownLatch(1).await();
        });
    docket.register(
        Chain.class,
        chain -> {
          started.countDown();
          new CountDownLatch(1).await();
        });
    Execution<Void> stubborn = docket.add(new Stubborn());
    Execution<Void> chain = docket.add(new Chain());
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      stubborn.cancel();
      chain.cancel();
    }

    assertThat(docket.snapshot().totalTasks()).isZero();
    assertThat(stubborn.state()).isEqualTo(ExecutionState.CANCELLED);
    assertThat(chain.state()).isEqualTo(ExecutionState.CANCELLED);
  }

  @Test
  void a_handler_that_finishes_in_spite_of_its_cancel_has_completed() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    AtomicBoolean knew = new AtomicBoolean();
    docket.register(
        Wait.class,
        (wait, context) -> {
          started.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            knew.set(context.isCancelled());
          }
        });
    Execution<Void> execution = docket.add(new Wait());
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      execution.cancel();
    }

    assertThat(knew).isTrue();
    assertThat(execution.state()).isEqualTo(ExecutionState.COMPLETED);
  }
}
