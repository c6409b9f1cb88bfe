package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Placement;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A worker whose runs are short reads ahead of its permits; nobody waits for that. */
class ReadAheadTest extends OnRedis {

  record Step(int number, boolean isLong) implements Task {}

  private final Set<Integer> started = ConcurrentHashMap.newKeySet();
  private final AtomicInteger quick = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final CountDownLatch go = new CountDownLatch(1);

  private void handle(Step step) throws InterruptedException {
    if (!step.isLong()) {
      most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
      quick.incrementAndGet();
      atOnce.decrementAndGet();
    } else {
      started.add(step.number());
      assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private void add(int count, boolean areLong) {
    docket.addAll(
        IntStream.range(0, count)
            .mapToObj(n -> new Placement(new Step(n, areLong), Schedule.now()))
            .toList());
  }

  @RepeatedTest(5)
  void what_was_read_ahead_goes_to_a_free_worker_when_runs_turn_long() {
    docket.register(Step.class, this::handle);
    try (Worker busy = Worker.builder(docket).concurrency(4).build();
        Worker free = Worker.builder(docket).concurrency(8).build()) {
      busy.start();
      add(1000, false);
      Awaitility.await().until(() -> quick.get() == 1000);
      free.start();

      add(12, true);

      Awaitility.await().until(() -> started.size() == 12);
      go.countDown();
    }
  }

  @RepeatedTest(3)
  void a_worker_that_is_alone_keeps_the_order_when_runs_turn_long() {
    List<Integer> order = new CopyOnWriteArrayList<>();
    docket.register(
        Step.class,
        step -> {
          order.add(step.number());
          if (step.isLong()) {
            LockSupport.parkNanos(Duration.ofMillis(40).toNanos());
          }
        });
    List<Placement> steps = new ArrayList<>();
    for (int n = 0; n < 400; n++) {
      steps.add(new Placement(new Step(n, n % 100 == 99), Schedule.now()));
    }
    docket.addAll(steps);

    try (Worker worker = Worker.builder(docket).concurrency(1).build()) {
      worker.runUntilFinished();
    }

    assertThat(order).isSorted().hasSize(400);
  }

  @Test
  void no_more_run_at_once_than_there_are_permits() {
    docket.register(Step.class, this::handle);
    add(2000, false);

    try (Worker worker = Worker.builder(docket).concurrency(3).build()) {
      worker.runUntilFinished();
    }

    assertThat(quick).hasValue(2000);
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void what_was_read_ahead_goes_back_when_the_worker_stops() {
    docket.register(Step.class, this::handle);
    Worker worker = Worker.builder(docket).concurrency(4).build();
    worker.start();
    add(3000, false);
    Awaitility.await().until(() -> quick.get() > 100);
    worker.close();

    try (Worker other = Worker.builder(docket).build()) {
      other.runUntilFinished();
    }

    assertThat(quick).hasValue(3000);
  }
}
