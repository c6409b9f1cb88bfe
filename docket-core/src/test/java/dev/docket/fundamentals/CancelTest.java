package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Execution;
import dev.docket.ExecutionState;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.TaskCancelledException;
import dev.docket.Worker;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CancelTest extends OnRedis {

  record Wait() implements Task {}

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
      assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();

      assertThat(execution.cancel()).isTrue();
      assertThat(docket.cancel(execution.key())).isFalse();

      assertThatThrownBy(() -> execution.result(Duration.ofSeconds(10)))
          .isInstanceOf(TaskCancelledException.class);
    }
    assertThat(interrupted).isTrue();
    assertThat(execution.state()).isEqualTo(ExecutionState.CANCELLED);
  }
}
