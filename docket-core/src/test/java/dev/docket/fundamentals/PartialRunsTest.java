package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.docket.ExecutionState;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.Perpetual;
import dev.docket.behavior.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PartialRunsTest extends OnRedis {

  record Step(int number) implements Task {}

  @Retry(attempts = 3)
  record Flaky() implements Task {}

  @Perpetual(every = "5ms")
  record Chase() implements Task {}

  private final List<Integer> done = Collections.synchronizedList(new ArrayList<>());

  @Test
  void no_more_runs_start_than_were_asked_for() {
    docket.register(Step.class, step -> done.add(step.number()));
    for (int n = 1; n <= 5; n++) {
      docket.add(new Step(n));
    }

    try (Worker worker = Worker.builder(docket).build()) {
      assertThat(worker.runAtMost(3).succeeded()).isEqualTo(3);
      assertThat(done).containsExactlyInAnyOrder(1, 2, 3);
      assertThat(docket.snapshot().totalTasks()).isEqualTo(2);
      assertThat(worker.runAtMost(3).succeeded()).isEqualTo(2);
    }

    assertThat(done).hasSize(5);
  }

  @Test
  void a_retry_is_a_run_too() {
    docket.register(
        Flaky.class,
        (task, context) -> {
          if (context.attempt() < 3) {
            throw new IllegalStateException("not yet");
          }
        });
    docket.add(new Flaky());

    try (Worker worker = Worker.builder(docket).build()) {
      assertThat(worker.runAtMost(1).retried()).isEqualTo(1);
      assertThat(worker.runAtMost(1).retried()).isEqualTo(1);
      assertThat(worker.runAtMost(1).succeeded()).isEqualTo(1);
    }
  }

  @Test
  void at_least_one_run_is_asked_for() {
    try (Worker worker = Worker.builder(docket).build()) {
      assertThatThrownBy(() -> worker.runAtMost(0)).hasMessageContaining("at least 1");
    }
  }

  @Test
  void what_is_due_after_the_horizon_is_left() {
    leavesWork();
    docket.register(Step.class, step -> done.add(step.number()));
    docket.add(new Step(1));
    docket.add(new Step(2), Schedule.in(Duration.ofSeconds(2)));
    docket.add(new Step(3), Schedule.in(Duration.ofHours(1)));

    try (Worker worker = Worker.builder(docket).build()) {
      worker.runUntil(Instant.now());
      assertThat(done).containsExactly(1);
      worker.runUntil(Instant.now().plusSeconds(20));
      assertThat(done).containsExactly(1, 2);
    }

    assertThat(docket.snapshot().totalTasks()).isEqualTo(1);
  }

  @Test
  void what_becomes_due_after_the_horizon_while_something_runs_is_left_too() {
    leavesWork();
    Instant due = Instant.now().plusMillis(300);
    docket.register(
        Step.class,
        step -> {
          await().until(() -> Instant.now().isAfter(due.plusMillis(300)));
          done.add(step.number());
        });
    docket.add(new Step(1));
    docket.add(new Step(2), Schedule.at(due));

    try (Worker worker = Worker.builder(docket).build()) {
      worker.runUntil(due.minusMillis(1));
      assertThat(done).containsExactly(1);
      worker.runUntil(due);
      assertThat(done).containsExactly(1, 2);
    }
  }

  @Test
  @Timeout(60)
  void a_chain_whose_runs_take_longer_than_its_interval_ends_at_the_horizon() {
    leavesWork();
    docket.register(
        Chase.class,
        (chase, context) -> {
          Instant start = Instant.now();
          await().until(() -> Instant.now().isAfter(start.plusMillis(20)));
          done.add(done.size());
        });
    docket.add(new Chase(), Schedule.keyed("chase"));
    Instant horizon = Instant.now().plusMillis(200);

    try (Worker worker = Worker.builder(docket).build()) {
      worker.runUntil(horizon);
    }

    assertThat(Instant.now()).isAfter(horizon);
    assertThat(done).isNotEmpty();
    assertThat(docket.execution("chase").orElseThrow().state()).isEqualTo(ExecutionState.QUEUED);
  }
}
