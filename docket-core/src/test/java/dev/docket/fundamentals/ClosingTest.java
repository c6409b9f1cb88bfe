package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.ExecutionState;
import dev.docket.Task;
import dev.docket.Worker;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A docket object is closed while workers still run on it, or used after that. */
@Timeout(30)
class ClosingTest extends OnRedis {

  record Slow() implements Task {}

  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  /** Another object for the same docket; the first one looks on. */
  private Docket second() {
    Docket second = settings().name(docket.name()).build();
    second.register(
        Slow.class,
        slow -> {
          started.countDown();
          go.await();
        });
    return second;
  }

  private ExecutionState stateOf(Execution<?> execution) {
    return docket.execution(execution.key()).orElseThrow().state();
  }

  @Test
  void its_workers_stop_first_and_what_runs_finishes() throws InterruptedException {
    Docket closing = second();
    Execution<Void> slow = closing.add(new Slow());
    Worker worker = Worker.builder(closing).build();
    worker.start();
    assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();

    Thread closer = Thread.ofVirtual().start(closing::close);
    Awaitility.await().until(() -> worker.health().detail().contains("stop"));
    assertThat(closer.join(Duration.ofMillis(200))).as("closed under its worker").isFalse();
    go.countDown();
    closer.join();

    assertThat(stateOf(slow)).isEqualTo(ExecutionState.COMPLETED);
    assertThat(docket.workers()).isEmpty();
    worker.close(); // does nothing, at once
  }

  @Test
  void a_worker_that_runs_on_the_callers_thread_returns() throws InterruptedException {
    Docket closing = second();
    Execution<Void> slow = closing.add(new Slow());
    Thread runner = Thread.ofPlatform().start(Worker.builder(closing).build()::runForever);
    assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
    go.countDown();

    closing.close();

    runner.join();
    assertThat(stateOf(slow)).isEqualTo(ExecutionState.COMPLETED);
  }

  @Test
  void a_handler_closes_the_docket_on_which_it_runs() {
    Docket closing = settings().name(docket.name()).build();
    closing.register(Slow.class, (slow, context) -> context.docket().close());
    Execution<Void> slow = closing.add(new Slow());

    Worker.builder(closing).build().runForever();

    assertThat(stateOf(slow)).isEqualTo(ExecutionState.COMPLETED);
    assertThat(docket.workers()).isEmpty();
    assertThatThrownBy(closing::snapshot).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void who_is_interrupted_while_closing_waits_no_longer() throws InterruptedException {
    Docket closing = second();
    Execution<Void> slow = closing.add(new Slow());
    Worker.builder(closing).build().start();
    assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();

    Thread.currentThread().interrupt();
    closing.close();

    assertThat(Thread.interrupted()).isTrue();
    go.countDown();
    Awaitility.await().until(() -> stateOf(slow) == ExecutionState.COMPLETED);
    Awaitility.await().until(() -> docket.workers().isEmpty());
  }

  @Test
  void a_closed_docket_says_so_also_where_another_shares_its_connections() {
    Docket closed = second();
    Worker worker = Worker.builder(closed).build();
    closed.close();

    assertThatThrownBy(() -> closed.add(new Slow()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Docket %s is closed; build another".formatted(docket.name()));
    assertThatThrownBy(closed::snapshot).hasMessageContaining("is closed");
    assertThatThrownBy(() -> closed.cancel("x")).hasMessageContaining("is closed");
    assertThatThrownBy(() -> closed.execution("x")).hasMessageContaining("is closed");
    assertThatThrownBy(closed::strikes).hasMessageContaining("is closed");
    assertThatThrownBy(closed::clear).hasMessageContaining("is closed");
    assertThatThrownBy(worker::start).hasMessageContaining("is closed");
    assertThatThrownBy(worker::runUntilFinished).hasMessageContaining("is closed");
    assertThat(docket.snapshot().totalTasks()).isZero();
  }

  @Test
  void a_closed_docket_says_so_where_nobody_shares_its_connections() {
    Docket alone = Docket.connect("memory://closing", "alone");
    Execution<Void> execution = alone.add(new Slow());
    alone.clear();
    alone.close();

    assertThatThrownBy(() -> alone.add(new Slow())).hasMessageContaining("Docket alone is closed");
    assertThatThrownBy(execution::state).hasMessageContaining("is closed");
    assertThatThrownBy(() -> execution.result(Duration.ofSeconds(1)))
        .hasMessageContaining("is closed");
    assertThatThrownBy(() -> execution.subscribe(event -> {})).hasMessageContaining("is closed");
    assertThatThrownBy(() -> alone.operations().overview(Duration.ofMinutes(1)))
        .hasMessageContaining("is closed");
  }
}
