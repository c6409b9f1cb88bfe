package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Execution;
import dev.docket.ExecutionEvent;
import dev.docket.ExecutionState;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.Cron;
import dev.docket.behavior.Perpetual;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PerpetualTest extends OnRedis {

  @Perpetual(every = "10ms")
  record Tick() implements Task {}

  @Perpetual(every = "20ms", automatic = true)
  record Auto() implements Task {}

  @Cron("0 9 * * 1")
  record Report() implements Task {}

  record Once() implements Task {}

  @Test
  void a_chain_goes_on_after_success_and_failure_until_its_runs_are_used_up() {
    AtomicInteger runs = new AtomicInteger();
    docket.register(
        Tick.class,
        tick -> {
          if (runs.incrementAndGet() == 2) {
            throw new IllegalStateException("goes on");
          }
        });
    docket.add(new Tick(), Schedule.keyed("tick"));
    try (Worker worker = Worker.builder(docket).build()) {
      assertThat(worker.runAtMost(Map.of("tick", 4)).succeeded()).isEqualTo(3);
    }

    assertThat(runs).hasValue(4);
    assertThat(docket.snapshot().totalTasks()).isZero();
  }

  @Test
  void a_handler_ends_its_chain() {
    docket.register(Tick.class, (tick, context) -> context.perpetual().cancel());
    docket.add(new Tick(), Schedule.keyed("tick"));

    assertThat(runUntilFinished().succeeded()).isEqualTo(1);
  }

  @Test
  void automatic_tasks_are_seeded_once_and_a_strike_pauses_them() {
    AtomicInteger runs = new AtomicInteger();
    docket.register(Auto.class, auto -> runs.incrementAndGet());
    docket.register(Report.class, report -> {});
    docket.strike(Strike.task(Auto.class));
    try (Worker first = Worker.builder(docket).build();
        Worker second = Worker.builder(docket).build()) {
      first.start();
      second.start();
      Awaitility.await()
          .until(
              () -> docket.execution("Auto").isPresent() && docket.execution("Report").isPresent());
      assertThat(docket.execution("Report").orElseThrow().state())
          .isEqualTo(ExecutionState.SCHEDULED);
      assertThat(runs).hasValue(0);

      docket.restore(Strike.task(Auto.class));
      Awaitility.await().until(() -> runs.get() > 2);

      Awaitility.await()
          .untilAsserted(
              () -> {
                assertThat(docket.workers()).hasSize(2);
                assertThat(docket.workersFor("Auto")).hasSize(2);
              });
      Awaitility.await().until(() -> docket.cancel("Auto"));
    }
    leavesWork(); // the report of next Monday
  }

  @Test
  void states_are_told_in_order_with_progress() {
    docket.register(Once.class, (once, context) -> context.progress().increment(3));
    Execution<Void> execution = docket.add(new Once());
    Queue<ExecutionEvent> events = new ConcurrentLinkedQueue<>();

    try (AutoCloseable subscription = execution.subscribe(events::add)) {
      runUntilFinished();
      Awaitility.await().until(() -> events.stream().anyMatch(e -> e.state().isTerminal()));
    } catch (Exception e) {
      throw new AssertionError(e);
    }

    assertThat(events)
        .extracting(ExecutionEvent::state)
        .containsSubsequence(
            ExecutionState.QUEUED, ExecutionState.RUNNING, ExecutionState.COMPLETED);
    assertThat(events).anyMatch(e -> e.progress() != null && e.progress().current() == 3);
  }
}
