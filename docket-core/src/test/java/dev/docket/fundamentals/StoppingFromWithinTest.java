package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.DocketListener;
import dev.docket.Execution;
import dev.docket.ExecutionState;
import dev.docket.Task;
import dev.docket.TaskContext;
import dev.docket.Worker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker is stopped by code that it calls, for whose end it has to wait itself. */
@Timeout(20)
class StoppingFromWithinTest extends OnRedis {

  record Last() implements Task {}

  private final AtomicReference<Runnable> atEnd = new AtomicReference<>(() -> {});

  @Override
  Docket.Builder settings() {
    return super.settings()
        .listener(
            new DocketListener() {
              @Override
              public void runEnded(RunEnded run) {
                atEnd.get().run();
              }
            });
  }

  private void handle(Docket runsIt, Consumer<TaskContext> handler) {
    runsIt.register(Last.class, (last, context) -> handler.accept(context));
  }

  private void assertCompletedAndGone(Execution<Void> last) {
    Awaitility.await().until(() -> docket.workers().isEmpty());
    assertThat(docket.execution(last.key()).orElseThrow().state())
        .isEqualTo(ExecutionState.COMPLETED);
  }

  @Test
  void a_handler_closes_its_worker_that_has_a_thread_of_its_own() {
    handle(docket, context -> context.worker().close());
    Execution<Void> last = docket.add(new Last());

    Worker.builder(docket).build().start();

    assertThat(last.result(Duration.ofSeconds(10))).isNull();
    assertCompletedAndGone(last);
  }

  @Test
  void a_listener_stops_the_worker_that_calls_it() {
    handle(docket, context -> {});
    Worker worker = Worker.builder(docket).build();
    atEnd.set(worker::stop);
    Execution<Void> last = docket.add(new Last());

    worker.runForever();

    assertCompletedAndGone(last);
  }

  @Test
  void a_listener_closes_the_docket_whose_worker_calls_it() {
    Docket closing = settings().name(docket.name()).build();
    handle(closing, context -> {});
    atEnd.set(closing::close);
    Execution<Void> last = closing.add(new Last());

    Worker.builder(closing).build().runForever();

    assertCompletedAndGone(last);
  }

  @Test
  void what_is_shared_by_handlers_closes_the_docket_when_its_worker_ends() {
    Docket closing = settings().name(docket.name()).build();
    closing.provideShared(AutoCloseable.class, () -> closing::close);
    handle(closing, context -> context.get(AutoCloseable.class));
    Execution<Void> last = closing.add(new Last());

    Worker.builder(closing).build().runUntilFinished();

    assertCompletedAndGone(last);
  }

  @Test
  void a_handler_waits_for_the_worker_of_another_docket() {
    Docket other = settings().name(docket.name() + "-other").build();
    handle(other, context -> {});
    handle(
        docket,
        context -> {
          Worker.builder(other).build().start();
          Execution<Void> there = other.add(new Last());
          there.result(Duration.ofSeconds(10));
          other.close();
          assertThat(threads(other.name())).isZero();
        });
    Execution<Void> last = docket.add(new Last());

    runUntilFinished();

    assertCompletedAndGone(last);
  }

  /** How many keep the strikes of a docket: none when it has been closed to the end. */
  private static long threads(String docket) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("docket-strikes-" + docket))
        .count();
  }
}
