package dev.docket.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Docket;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Faults of the server. */
class TestRedisTest {

  record Step(int number) implements Task {}

  private final Set<Integer> done = ConcurrentHashMap.newKeySet();

  private void work(Docket docket) {
    docket.register(Step.class, step -> done.add(step.number()));
  }

  private void awaitDone(int... numbers) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(done).contains(boxed(numbers)));
  }

  private static Integer[] boxed(int... numbers) {
    return java.util.Arrays.stream(numbers).boxed().toArray(Integer[]::new);
  }

  private static Duration took(Runnable action) {
    long start = System.nanoTime();
    action.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Nested
  @DocketTest(ownRedis = true, clock = ClockMode.REAL)
  class Of_its_own {

    @Test
    void a_worker_goes_on_after_a_restart_and_nothing_is_lost(
        Docket docket, Worker worker, TestRedis redis) {
      work(docket);
      docket.add(new Step(1), Schedule.in(Duration.ofMillis(500)));
      worker.start();

      redis.restart();
      docket.add(new Step(2));

      awaitDone(1, 2);
    }

    @Test
    void a_worker_goes_on_after_a_restart_that_lost_everything(
        Docket docket, Worker worker, TestRedis redis) {
      work(docket);
      docket.add(new Step(1), Schedule.in(Duration.ofHours(1)));
      worker.start();

      redis.restartEmpty();

      assertThat(docket.snapshot().totalTasks()).isZero();
      docket.add(new Step(2));
      awaitDone(2);
    }

    @Test
    void it_stops_answering_for_a_while(Docket docket, TestRedis redis) {
      // From before the pause: this thread may get on late.
      AtomicReference<CompletableFuture<Void>> over = new AtomicReference<>();
      Duration waited =
          took(
              () -> {
                over.set(redis.pause(Duration.ofMillis(300)));
                docket.snapshot();
              });

      assertThat(waited).isBetween(Duration.ofMillis(250), Duration.ofSeconds(8));
      assertThat(over.get()).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void answers_arrive_late_until_latency_is_taken_away(Docket docket, TestRedis redis) {
      docket.execution("warm");

      redis.latency(Duration.ofMillis(100));
      Duration slow = took(() -> docket.execution("none"));
      redis.latency(Duration.ZERO);
      docket.execution("the last that was late");

      assertThat(slow).isGreaterThanOrEqualTo(Duration.ofMillis(100));
      // The machine may be busy, but not each time.
      Awaitility.await()
          .until(() -> took(() -> docket.execution("none")).compareTo(Duration.ofMillis(100)) < 0);
    }

    @Test
    void a_worker_goes_on_after_its_connections_are_cut(
        Docket docket, Worker worker, TestRedis redis) {
      work(docket);
      worker.start();
      docket.add(new Step(1));
      awaitDone(1);

      redis.disconnect();
      docket.add(new Step(2));

      awaitDone(1, 2);
    }

    @Test
    void it_says_what_it_is(TestRedis redis, Docket docket) {
      assertThat(redis.isOwn()).isTrue();
      assertThat(redis.version()).isEqualTo(docket.redisVersion());
      assertThat(redis.url()).startsWith("redis://127.0.0.1:");
    }
  }

  @Nested
  @ExtendWith(DocketExtension.class)
  class That_is_shared {

    @Test
    void is_not_disturbed(TestRedis redis) {
      assertThat(redis.isOwn()).isFalse();
      assertThatThrownBy(redis::restart)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("restart() would disturb the other tests")
          .hasMessageContaining("@DocketTest(ownRedis = true)");
      assertThatThrownBy(redis::restartEmpty).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> redis.pause(Duration.ofSeconds(1)))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> redis.latency(Duration.ofSeconds(1)))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(redis::disconnect).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void a_given_redis_is_no_tests_own() {
    assertThat(Samples.failures(Samples.run(Given.class)).getFirst())
        .hasMessageContaining("URL: ")
        .hasMessageContaining("redis = URL");
  }

  @DocketTest(redis = RedisMode.URL, ownRedis = true)
  static class Given {
    @Test
    void test(TestRedis redis) {
      redis.restart();
    }
  }

  @Test
  void in_a_container_faults_are_the_same() {
    Samples.needDocker();

    Samples.pass(InContainer.class);
  }

  @DocketTest(
      redis = RedisMode.TESTCONTAINERS,
      image = Samples.IMAGE,
      ownRedis = true,
      clock = ClockMode.REAL)
  static class InContainer {
    @Test
    void faults(Docket docket, TestRedis redis) {
      docket.add(new Step(1), Schedule.in(Duration.ofHours(1)));

      redis.restart();
      assertThat(docket.snapshot().totalTasks()).isEqualTo(1);

      Duration paused =
          took(
              () -> {
                redis.pause(Duration.ofMillis(300));
                docket.snapshot();
              });
      assertThat(paused).isGreaterThan(Duration.ofMillis(250));

      redis.restartEmpty();
      assertThat(docket.snapshot().totalTasks()).isZero();
    }
  }
}
