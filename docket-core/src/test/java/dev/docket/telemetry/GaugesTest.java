package dev.docket.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Strike.Operator;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.local.LocalRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is read when metrics are collected, on a Redis that nobody else uses. */
class GaugesTest {

  record Charge(@ConcurrencyLimit(max = 1) long customer) implements Task {}

  private static final LocalRedis REDIS = LocalRedis.start();
  private static final RedisClient CLIENT = RedisClient.create(REDIS.url());
  private static RedisCommands<String, String> commands;

  @BeforeAll
  static void connect() {
    commands = CLIENT.connect().sync();
  }

  @AfterAll
  static void close() {
    CLIENT.shutdown();
    REDIS.close();
  }

  private static long scriptCalls() {
    return commands
        .info("commandstats")
        .lines()
        .filter(line -> line.startsWith("cmdstat_eval"))
        .mapToLong(line -> Long.parseLong(line.replaceAll(".*:calls=(\\d+),.*", "$1")))
        .sum();
  }

  @Test
  void depths_tell_what_is_due_what_is_later_and_what_is_parked() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    try (Observed observed = new Observed(REDIS.url())) {
      assertThat(observed.value("queue_depth")).isZero();
      observed.docket.register(Charge.class, charge -> go.await());
      observed.docket.add(new Charge(1));
      observed.docket.add(new Charge(1));
      observed.docket.add(new Charge(2), Schedule.in(Duration.ofHours(1)));
      observed.docket.add(new Charge(3), Schedule.in(Duration.ofMillis(1)));
      Observed.await().until(() -> observed.value("queue_depth") == 3);
      assertThat(observed.value("schedule_depth")).isEqualTo(1);
      assertThat(observed.value("parked_depth")).isZero();

      try (Worker worker = observed.worker()) {
        worker.start();
        Observed.await().until(() -> observed.value("tasks_running") == 2);
        Observed.await().until(() -> observed.value("parked_depth") == 1);
        assertThat(observed.value("queue_depth")).isZero();
        assertThat(observed.value("schedule_depth")).isEqualTo(1);
        go.countDown();
      }
      Observed.await().until(() -> observed.value("parked_depth") == 0);
    }
  }

  @Test
  void strikes_in_effect_follow_what_any_process_strikes() {
    try (Observed observed = new Observed(REDIS.url());
        Docket other = Docket.connect(REDIS.url(), observed.docket.name())) {
      Strike strike = Strike.parameter("customer", Operator.EQ, 1);
      observed.docket.strike(strike);
      observed.docket.strike(strike);
      assertThat(observed.value("strikes_in_effect")).isEqualTo(1);

      other.restore(strike);
      Observed.await().until(() -> observed.value("strikes_in_effect") == 0);
    }
  }

  @Test
  void a_docket_is_read_once_for_each_collection_and_never_in_between() {
    try (Observed observed = new Observed(REDIS.url())) {
      Docket same = observed.connect();
      observed.metrics();
      observed.docket.execution("any"); // so that the server knows both scripts
      long before = scriptCalls();
      observed.docket.execution("any");
      assertThat(scriptCalls() - before).isEqualTo(1);

      observed.metrics();
      assertThat(scriptCalls() - before).isEqualTo(2);
      assertThat(observed.points("queue_depth")).hasSize(1);

      same.close();
      same.close();
      assertThat(observed.points("queue_depth")).hasSize(1);
      observed.docket.add(new Charge(1));
      assertThat(observed.value("queue_depth")).isEqualTo(1);
    }
  }

  @Test
  void a_closed_docket_has_no_gauges() {
    Observed observed = new Observed(REDIS.url());
    observed.docket.close();

    assertThat(observed.points("queue_depth")).isEmpty();
    observed.sdk().close();
  }

  @Test
  void troubles_with_redis_are_counted_and_hold_up_no_collection() {
    try (LocalRedis redis = LocalRedis.start()) {
      Observed observed = new Observed(redis.url());
      try (Worker worker =
          Worker.builder(observed.docket)
              .name("w")
              .reconnectionDelay(Duration.ofMillis(50))
              .build()) {
        worker.start();
        Observed.await().until(() -> !observed.docket.workers().isEmpty());
        assertThat(observed.value("redis_disruptions")).isZero();
        redis.stop();
        Observed.await().until(() -> observed.value("redis_disruptions") > 0);

        Observed.await()
            .untilAsserted(
                () -> {
                  long began = System.nanoTime();
                  assertThat(observed.points("queue_depth")).isEmpty();
                  assertThat(observed.points("strikes_in_effect")).hasSize(1);
                  assertThat(Duration.ofNanos(System.nanoTime() - began))
                      .isLessThan(Duration.ofSeconds(8));
                });
        redis.restart();
      }
      observed.close();
    }
  }
}
