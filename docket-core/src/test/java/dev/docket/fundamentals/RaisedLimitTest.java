package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.TaskName;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who waits for a slot learns of a larger max when the first worker with it starts. */
class RaisedLimitTest extends OnRedis {

  @TaskName("pack")
  record Pack(@ConcurrencyLimit(max = 1) int line) implements Task {}

  @TaskName("pack")
  record PackThree(@ConcurrencyLimit(max = 3) int line) implements Task {}

  @TaskName("send")
  @ConcurrencyLimit(max = 1)
  record Send(@ConcurrencyLimit(max = 1, scope = "roads") String road) implements Task {}

  @TaskName("send")
  @ConcurrencyLimit(max = 2)
  record SendTwo(@ConcurrencyLimit(max = 2, scope = "roads") String road) implements Task {}

  private final AtomicInteger running = new AtomicInteger();
  private final CountDownLatch go = new CountDownLatch(1);
  private Docket changed;

  @BeforeEach
  void the_code_is_changed() {
    changed = settings().name(docket.name()).build();
  }

  @AfterEach
  void close() {
    changed.close();
  }

  private static Worker worker(Docket docket, int concurrency) {
    return Worker.builder(docket)
        .concurrency(concurrency)
        .drainTimeout(Duration.ofSeconds(5))
        .build();
  }

  private void hold() throws InterruptedException {
    running.incrementAndGet();
    go.await();
  }

  @Test
  void so_many_more_are_woken_in_every_line() {
    docket.register(Pack.class, pack -> hold());
    changed.register(PackThree.class, pack -> hold());
    for (int n = 0; n < 520; n++) {
      docket.add(new Pack(n / 4));
    }
    try (Worker old = worker(docket, 200);
        Worker worker = worker(changed, 400)) {
      old.start();
      Awaitility.await().until(() -> waiting() == 390);

      worker.start();

      Awaitility.await().until(() -> running.get() == 390);
      assertThat(waiting()).isEqualTo(130);
      go.countDown();
    }
    runUntilFinished();
  }

  @Test
  void who_needs_two_limits_is_woken_when_both_are_raised() {
    docket.register(Send.class, send -> hold());
    changed.register(SendTwo.class, send -> hold());
    for (int n = 0; n < 3; n++) {
      docket.add(new Send("north"));
    }
    try (Worker old = worker(docket, 10);
        Worker worker = worker(changed, 10)) {
      old.start();
      Awaitility.await().until(() -> waiting() == 2);

      worker.start();

      Awaitility.await().until(() -> running.get() == 2);
      assertThat(waiting()).isEqualTo(1);
      go.countDown();
    }
    runUntilFinished();
  }

  @Test
  void a_smaller_max_wakes_nobody_and_interrupts_nobody() {
    changed.register(PackThree.class, pack -> hold());
    docket.register(Pack.class, pack -> hold());
    for (int n = 0; n < 5; n++) {
      docket.add(new Pack(7));
    }
    try (Worker old = worker(changed, 10);
        Worker worker = worker(docket, 10)) {
      old.start();
      Awaitility.await().until(() -> waiting() == 2);

      worker.start();

      Awaitility.await().until(() -> docket.workers().size() == 2);
      assertThat(running).hasValue(3);
      assertThat(waiting()).isEqualTo(2);
      go.countDown();
    }
    runUntilFinished();
  }

  private int waiting() {
    return docket.concurrencySets().stream().mapToInt(set -> set.waiters().size()).sum();
  }
}
