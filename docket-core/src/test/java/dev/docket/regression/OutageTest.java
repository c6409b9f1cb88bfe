package dev.docket.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.local.LocalRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What chaos found out about times without Redis. */
class OutageTest {

  record Step(int number) implements Task {}

  record Charge(@ConcurrencyLimit(max = 1) int customer) implements Task {}

  /** One of some outages has to end so soon; the machine may stand still after another. */
  private static final Duration SOON = Duration.ofSeconds(4);

  private LocalRedis redis;

  @BeforeEach
  void start() {
    redis = LocalRedis.builder().arguments("--appendonly", "yes").start();
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  /** Before, a command whose writing failed on the dying connection was given up at once. */
  @Test
  void adds_during_restarts_wait_for_Redis_and_do_not_fail() throws InterruptedException {
    AtomicBoolean ending = new AtomicBoolean();
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    AtomicInteger added = new AtomicInteger();
    try (Docket docket = Docket.connect(redis.url(), "restarts")) {
      List<Thread> producers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        producers.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      while (!ending.get()) {
                        try {
                          docket.add(new Step(added.incrementAndGet()));
                        } catch (RuntimeException e) {
                          failures.add(e);
                        }
                      }
                    }));
      }
      for (int i = 1; i <= 10; i++) {
        int goal = added.get() + 100;
        Awaitility.await().until(() -> added.get() > goal);
        redis.stop();
        redis.restart();
      }
      ending.set(true);
      for (Thread producer : producers) {
        producer.join();
      }
    }

    assertThat(failures).isEmpty();
  }

  /** Before, the tries to reconnect came ever more seldom: here seconds after Redis was back. */
  @Test
  void a_long_outage_ends_soon_after_Redis_is_back() {
    try (Docket docket = Docket.connect(redis.url(), "outage")) {
      Duration quickest = Duration.ofDays(1);
      for (int tries = 0; tries < 3 && quickest.compareTo(SOON) > 0; tries++) {
        Duration took = backAfterLongOutage(docket);
        quickest = took.compareTo(quickest) < 0 ? took : quickest;
      }

      assertThat(quickest).isLessThan(SOON);
    }
  }

  private Duration backAfterLongOutage(Docket docket) {
    docket.add(new Step(1));
    redis.stop();
    // Just after a try of the doubling kind, which come 2, 4, 8, … ms after one another.
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ofSeconds(9))
        .until(() -> true);

    redis.restart();
    long back = System.nanoTime();
    docket.add(new Step(2));
    return Duration.ofNanos(System.nanoTime() - back);
  }

  /** Before, the first sweep after an outage took every other worker for dead. */
  @RepeatedTest(3)
  void an_outage_longer_than_the_silence_of_dead_workers_kills_no_live_one()
      throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch started = new CountDownLatch(6);
    CountDownLatch go = new CountDownLatch(1);
    List<Docket> dockets = new ArrayList<>();
    List<Worker> workers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Docket docket =
          Docket.builder()
              .url(url(i))
              .name("silence")
              .heartbeatInterval(Duration.ofMillis(200))
              .missedHeartbeats(5)
              .build();
      docket.register(
          Step.class,
          step -> {
            runs.incrementAndGet();
            started.countDown();
            go.await();
          });
      dockets.add(docket);
      workers.add(Worker.builder(docket).concurrency(4).build());
    }
    workers.forEach(Worker::start);
    for (int i = 0; i < 6; i++) {
      dockets.getFirst().add(new Step(i), Schedule.keyed("k" + i));
    }
    assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();

    redis.pause();
    Awaitility.await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
    redis.resume();
    Awaitility.await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
    go.countDown();
    workers.forEach(Worker::close);
    dockets.forEach(Docket::close);

    assertThat(runs).hasValue(6);
  }

  /** Before, the first claim after an outage freed the places of those who could not renew them. */
  @Test
  void places_of_a_limit_outlive_an_outage_that_is_longer_than_their_lease()
      throws InterruptedException {
    Duration lease = Duration.ofSeconds(3);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    List<Docket> dockets = new ArrayList<>();
    List<Worker> workers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Docket docket =
          Docket.builder()
              .url(url(i))
              .name("places")
              .heartbeatInterval(Duration.ofMillis(200))
              .missedHeartbeats(50) // so long the frozen one is waited for when Redis is back
              .build();
      docket.register(
          Charge.class,
          charge -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            started.countDown();
            go.await();
            running.decrementAndGet();
            runs.incrementAndGet();
          });
      dockets.add(docket);
      workers.add(
          Worker.builder(docket)
              .redeliveryTimeout(lease)
              .reconnectionDelay(Duration.ofMillis(20))
              .drainTimeout(Duration.ZERO)
              .build());
    }
    workers.get(0).start();
    dockets.get(0).add(new Charge(1));
    assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
    workers.get(1).start();
    dockets.get(1).add(new Charge(1));
    Awaitility.await().until(() -> dockets.get(1).operations().status().parked() == 1);

    workers.get(0).faults().freeze();
    redis.stop();
    Awaitility.await().pollDelay(lease.multipliedBy(5).dividedBy(2)).until(() -> true);
    redis.restart();
    dockets.get(1).add(new Charge(1)); // which the other worker claims before this one is heard
    Awaitility.await()
        .until(() -> running.get() > 1 || dockets.get(1).operations().status().parked() == 2);
    workers.get(0).faults().thaw();
    Awaitility.await().pollDelay(lease.multipliedBy(2)).until(() -> true);
    assertThat(most).hasValue(1);

    go.countDown();
    Awaitility.await().until(() -> runs.get() == 3);
    workers.forEach(Worker::close);
    dockets.forEach(Docket::close);
    assertThat(most).hasValue(1);
  }

  /** Where a single heartbeat may be missed, none is late enough to speak of an outage. */
  @Test
  void the_dead_are_found_when_one_missed_heartbeat_is_enough() throws InterruptedException {
    Docket.Builder builder =
        Docket.builder().url(redis.url()).heartbeatInterval(Duration.ofMillis(500));
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    try (Docket docket = builder.missedHeartbeats(1).build();
        Worker first = Worker.builder(docket).build();
        Worker second = Worker.builder(docket).build()) {
      docket.register(
          Step.class,
          (step, context) -> {
            if (context.worker() == second) {
              done.countDown();
            } else {
              started.countDown();
              new CountDownLatch(1).await();
            }
          });
      first.start();
      docket.add(new Step(1));
      assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();

      first.faults().crash();
      second.start();

      assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** Dockets of one URL share connections; workers of several processes do not. */
  private String url(int process) {
    String address = List.of("127.0.0.1:%d", "127.0.0.1:%d/0", "localhost:%d").get(process);
    return "redis://" + address.formatted(redis.port());
  }
}
