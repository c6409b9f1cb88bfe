package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Docket;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.WorkerWatch.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Who waits for a worker may have somebody look on, who ends a wait that gets nowhere. */
class WorkerWatchTest extends OnRedis {

  record Greet() implements Task {}

  private static final Duration SHORT = Duration.ofMillis(300);

  private final List<Wait> waits = new CopyOnWriteArrayList<>();
  private final CountDownLatch began = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);
  private volatile Duration patience = SHORT;

  @Override
  Docket.Builder settings() {
    return super.settings().watch(this::look);
  }

  private void look(Wait wait) {
    waits.add(wait);
    // What has not begun yet is slow, and does not hang.
    if (began.getCount() == 0 && wait.waited().compareTo(patience) > 0) {
      throw new IllegalStateException("This gets nowhere");
    }
  }

  /** Hangs, until it is run again by another worker. */
  private void addHanging(Docket docket) {
    register(docket);
    docket.add(new Greet());
  }

  private void register(Docket docket) {
    docket.register(
        Greet.class,
        (greet, context) -> {
          began.countDown();
          if (!context.redelivered()) {
            never.await();
          }
        });
  }

  @Test
  void a_run_that_gets_nowhere_is_ended_and_its_work_is_left_to_others() {
    addHanging(docket);
    Worker worker = Worker.builder(docket).build();

    assertThatThrownBy(worker::runUntilFinished).hasMessage("This gets nowhere");

    assertThat(waits).isNotEmpty().allMatch(wait -> wait.worker() == worker && !wait.bounded());
    patience = Duration.ofMinutes(1);
    assertThat(runUntilFinished().succeeded()).isEqualTo(1);
  }

  @Test
  void so_is_a_stop_and_the_worker_with_it() throws InterruptedException {
    addHanging(docket);
    Worker worker = Worker.builder(docket).build();
    worker.start();
    assertThat(began.await(30, TimeUnit.SECONDS)).isTrue();

    assertThatThrownBy(worker::close).hasMessage("This gets nowhere");

    worker.close(); // nothing runs any more
    patience = Duration.ofMinutes(1);
    assertThat(runUntilFinished().succeeded()).isEqualTo(1);
  }

  @Test
  void so_is_the_end_of_a_docket() throws InterruptedException {
    Docket other = settings().name(docket.name()).build();
    addHanging(other);
    Worker.builder(other).build().start();
    assertThat(began.await(30, TimeUnit.SECONDS)).isTrue();

    assertThatThrownBy(other::close).hasMessage("This gets nowhere");

    patience = Duration.ofMinutes(1);
    register(docket);
    assertThat(runUntilFinished().succeeded()).isEqualTo(1);
  }

  @Test
  void who_looks_on_is_told_of_an_interrupt_and_of_an_end_that_comes_by_itself()
      throws InterruptedException {
    patience = Duration.ofMinutes(1);
    addHanging(docket);
    Worker worker = Worker.builder(docket).build();
    Thread thread = Thread.ofPlatform().start(() -> ignoring(() -> worker.runUntil(Instant.MAX)));
    assertThat(began.await(30, TimeUnit.SECONDS)).isTrue();

    thread.interrupt();
    Awaitility.await().until(() -> waits.stream().anyMatch(Wait::interrupted));
    patience = SHORT;
    thread.join();

    assertThat(waits).allMatch(Wait::bounded).last().matches(Wait::interrupted);
    patience = Duration.ofMinutes(1);
    assertThat(runUntilFinished().succeeded()).isEqualTo(1);
  }

  private static void ignoring(Runnable call) {
    try {
      call.run();
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("This gets nowhere");
    }
  }
}
