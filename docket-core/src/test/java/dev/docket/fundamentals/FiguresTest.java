package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.Cooldown;
import dev.docket.behavior.Retry;
import dev.docket.operations.Minute;
import dev.docket.operations.Overview;
import dev.docket.operations.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToLongFunction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class FiguresTest extends OnRedis {

  record Ship(int order) implements Task {}

  @Retry(attempts = 2, delay = "0s")
  record Pack(int order) implements Task {}

  record Greet(@Cooldown("1h") long customer) implements Task {}

  @Test
  void an_unused_docket_has_zeros() {
    Status status = docket.operations().status();

    assertThat(status.scheduled() + status.queued() + status.running() + status.parked()).isZero();
    assertThat(status.completed() + status.failed() + status.cancelled()).isZero();
    assertThat(status.oldestQueued()).isNull();
    assertThat(status.nextDue()).isNull();
    assertThat(status.workers()).isZero();
    assertThat(status.at()).isBetween(Instant.now().minusSeconds(5), Instant.now().plusSeconds(5));
    assertThat(COMMANDS.info("server")).contains("redis_version:" + status.redisVersion());
  }

  @Test
  void the_status_counts_what_waits_runs_and_has_ended() {
    CountDownLatch done = new CountDownLatch(1);
    docket.register(
        Ship.class,
        ship -> {
          if (ship.order() == 0) {
            done.await();
          }
        });
    docket.add(new Ship(0), Schedule.keyed("runs"));
    docket.add(new Ship(0), Schedule.in(Duration.ofHours(1)).withKey("later"));
    docket.add(new Ship(0), Schedule.in(Duration.ofHours(2)).withKey("much later"));
    docket.add(new Ship(0), Schedule.in(Duration.ofHours(2)).withKey("never"));
    docket.cancel("never");
    try (Worker worker = Worker.builder(docket).concurrency(1).build()) {
      worker.start();
      Awaitility.await().until(() -> docket.operations().status().busy() == 1);
      Instant before = Instant.now();
      docket.add(new Ship(1), Schedule.keyed("waits"));
      docket.add(new Ship(2), Schedule.keyed("waits too"));

      Awaitility.await()
          .untilAsserted(
              () -> {
                Status status = docket.operations().status();
                assertThat(status.scheduled()).isEqualTo(2);
                assertThat(status.queued()).isEqualTo(2);
                assertThat(status.running()).isEqualTo(1);
                assertThat(status.cancelled()).isEqualTo(1);
                assertThat(status.workers()).isEqualTo(1);
                assertThat(status.permits()).isEqualTo(1);
                assertThat(status.nextDue())
                    .isEqualTo(docket.execution("later").orElseThrow().when());
                assertThat(status.oldestQueued()).isBetween(before.minusSeconds(1), Instant.now());
              });
      docket.cancel("later");
      docket.cancel("much later");
      done.countDown();
      Awaitility.await().until(() -> docket.operations().status().completed() == 3);
    }
  }

  @Test
  void what_is_due_soon_is_counted() {
    docket.add(new Ship(0), Schedule.in(Duration.ofMinutes(50)));
    docket.add(new Ship(0), Schedule.in(Duration.ofMinutes(70)));

    assertThat(docket.operations().dueWithin(Duration.ZERO)).isZero();
    assertThat(docket.operations().dueWithin(Duration.ofHours(1))).isEqualTo(1);
    assertThat(docket.operations().dueWithin(Duration.ofHours(2))).isEqualTo(2);
    assertThatThrownBy(() -> docket.operations().dueWithin(Duration.ofHours(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("within is PT-1H; it must not be negative");
    docket.clear();
  }

  @Test
  void history_counts_by_task_what_became_of_runs() {
    docket.register(Ship.class, ship -> {});
    docket.register(
        Pack.class,
        pack -> {
          throw new IllegalStateException("no box");
        });
    docket.register(Greet.class, greet -> {});
    docket.add(new Ship(1));
    docket.add(new Ship(2), Schedule.keyed("struck"));
    docket.add(new Ship(3), Schedule.in(Duration.ofHours(1)).withKey("gone"));
    docket.cancel("gone");
    docket.add(new Pack(1));
    docket.add(new Greet(1));
    docket.add(new Greet(1));
    docket.strike(Strike.parameter("order", Strike.Operator.EQ, 2));
    runUntilFinished();

    List<Minute> history = docket.operations().history(Duration.ofMinutes(5));

    assertThat(sum(history, "Ship", Minute::succeeded)).isEqualTo(1);
    assertThat(sum(history, "Ship", Minute::struck)).isEqualTo(1);
    assertThat(sum(history, "Ship", Minute::cancelled)).isEqualTo(1);
    assertThat(sum(history, "Pack", Minute::retried)).isEqualTo(1);
    assertThat(sum(history, "Pack", Minute::failed)).isEqualTo(1);
    assertThat(sum(history, "Pack", Minute::runs)).isEqualTo(2);
    assertThat(sum(history, "Greet", Minute::cancelled)).isEqualTo(1);
    assertThat(history)
        .allSatisfy(minute -> assertThat(minute.durationBuckets()).hasSize(11))
        .allSatisfy(minute -> assertThat(minute.start().getEpochSecond() % 60).isZero());
  }

  private static long sum(List<Minute> history, String task, ToLongFunction<Minute> count) {
    return history.stream().filter(m -> m.task().equals(task)).mapToLong(count).sum();
  }

  @Test
  void history_goes_back_as_far_as_asked_oldest_first_and_remembers_what_is_over() {
    long now = System.currentTimeMillis() / 60_000;
    count(now - 90, "3");
    count(now - 30, "2");
    count(now, "1");

    assertThat(successes(Duration.ofMinutes(60))).containsExactly(2L, 1L);
    assertThat(successes(Duration.ofDays(3))).containsExactly(3L, 2L, 1L);
    count(now - 30, "9");
    count(now, "7");
    assertThat(successes(Duration.ofMinutes(60))).containsExactly(2L, 7L);
  }

  private List<Long> successes(Duration back) {
    Overview overview = docket.operations().overview(back);
    return overview.history().stream().map(Minute::succeeded).toList();
  }

  private void count(long minute, String runs) {
    String key = "{" + docket.name() + "}:stats:" + minute;
    COMMANDS.hset(key, Map.of("succeeded:Ship", runs));
    COMMANDS.expire(key, 60);
  }

  @Test
  void counts_forget_ended_executions_whose_record_has_expired() {
    docket.register(Ship.class, ship -> {});
    for (int n = 0; n < 3; n++) {
      docket.add(new Ship(n), Schedule.keyed("k" + n));
      runUntilFinished();
    }
    COMMANDS.del("{" + docket.name() + "}:run:k0", "{" + docket.name() + "}:run:k1");
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();

      Awaitility.await().until(() -> docket.operations().status().completed() == 1);
    }
  }
}
