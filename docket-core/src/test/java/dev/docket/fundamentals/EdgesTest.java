package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.ExecutionState;
import dev.docket.ResultTask;
import dev.docket.RunReport;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.RateLimit;
import dev.docket.local.LocalRedis;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EdgesTest extends OnRedis {

  private static final Duration LONGEST = Duration.ofSeconds(20);

  record Deadly() implements Task {}

  record First(@ConcurrencyLimit(max = 1, scope = "shared") long customer) implements Task {}

  record Second(@ConcurrencyLimit(max = 1, scope = "shared") long customer, String text)
      implements Task {}

  @RateLimit(max = 1, per = "10s", drop = true)
  record Dropping() implements Task {}

  record Strange() implements ResultTask<Object> {}

  record Echo(int number) implements ResultTask<Integer> {}

  @Test
  void a_task_that_kills_its_worker_every_time_fails_as_undeliverable() {
    AtomicInteger runs = new AtomicInteger();
    docket.register(
        Deadly.class,
        deadly -> {
          runs.incrementAndGet();
          new CountDownLatch(1).await();
        });
    docket.add(new Deadly(), Schedule.keyed("deadly"));
    for (int i = 1; i <= 2; i++) {
      int deliveries = i;
      try (Worker worker = Worker.builder(docket).maxDeliveries(2).build()) {
        worker.start();
        Awaitility.await().until(() -> runs.get() == deliveries);
        worker.faults().crash();
      }
    }
    try (Worker worker = Worker.builder(docket).maxDeliveries(2).build()) {
      worker.start();
      Awaitility.await()
          .until(() -> docket.execution("deadly").orElseThrow().state() == ExecutionState.FAILED);
    }
    assertThat(runs).hasValue(2);
    assertThat(docket.execution("deadly").orElseThrow().error()).startsWith("Undeliverable");
  }

  @Test
  void a_scope_is_shared_and_what_waits_there_is_cancelled_and_replaced()
      throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    docket.register(
        First.class,
        first -> {
          started.countDown();
          go.await();
        });
    Queue<String> ran = new ConcurrentLinkedQueue<>();
    docket.register(Second.class, second -> ran.add(second.text()));
    docket.add(new First(1));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      docket.add(new Second(1, "cancelled"), Schedule.keyed("cancelled"));
      docket.add(new Second(1, "old"), Schedule.keyed("replaced"));
      Awaitility.await().until(() -> docket.concurrencySets().get(0).waiters().size() == 2);

      assertThat(docket.concurrencySets().get(0).scope()).isEqualTo("shared");
      assertThat(docket.cancel("cancelled")).isTrue();
      docket.replace(new Second(1, "new"), Schedule.keyed("replaced"));
      go.countDown();
    }
    runUntilFinished();
    assertThat(docket.execution("cancelled").orElseThrow().state())
        .isEqualTo(ExecutionState.CANCELLED);
    assertThat(docket.execution("replaced").orElseThrow().state())
        .isEqualTo(ExecutionState.COMPLETED);
    assertThat(ran).containsExactly("new");
    assertThat(docket.concurrencySets()).isEmpty();
  }

  @Test
  void a_dropping_rate_limit_cancels_what_is_too_much() {
    docket.register(Dropping.class, dropping -> {});
    for (int i = 0; i < 3; i++) {
      docket.add(new Dropping());
    }

    assertThat(runUntilFinished()).isEqualTo(new RunReport(1, 0, 0, 2, 0));
  }

  @Test
  void a_result_that_json_cannot_carry_fails_the_execution_once() {
    docket.register(Strange.class, strange -> new Thread());
    Execution<Object> execution = docket.add(new Strange());

    assertThat(runUntilFinished()).isEqualTo(new RunReport(0, 1, 0, 0, 0));
    assertThat(execution.record().orElseThrow().error()).contains("java.lang.Thread");
  }

  @Test
  void tasks_are_added_by_name_if_somebody_knows_them() {
    docket.register(Echo.class, echo -> echo.number());

    assertThat(docket.add("Echo", Map.of("number", 1), Schedule.now()).taskName())
        .isEqualTo("Echo");
    leavesWork();
  }

  @Test
  void a_fallback_runs_unknown_tasks() {
    List<String> seen = new ArrayList<>();
    docket.add(new Echo(3));
    try (Docket other = Docket.connect(REDIS.url(), docket.name());
        Worker worker =
            Worker.builder(other)
                .fallback((task, arguments, context) -> seen.add(task + arguments))
                .build()) {
      worker.runUntilFinished();
    }
    assertThat(seen).containsExactly("Echo{number=3}");
  }

  @Test
  void flushed_data_and_killed_clients_are_survived() {
    try (LocalRedis redis = LocalRedis.start();
        Docket other = Docket.connect(redis.url(), "edges")) {
      RedisClient client = RedisClient.create(redis.url());
      RedisCommands<String, String> commands = client.connect().sync();
      other.register(Echo.class, echo -> echo.number());
      try (Worker worker =
          Worker.builder(other).reconnectionDelay(Duration.ofMillis(100)).build()) {
        worker.start();
        assertThat(other.add(new Echo(1)).result(LONGEST)).isEqualTo(1);
        commands.flushall();
        assertThat(other.add(new Echo(2)).result(LONGEST)).isEqualTo(2);
        List<Execution<Integer>> echoes = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
          echoes.add(other.add(new Echo(i)));
          if (i % 250 == 100) {
            commands.clientKill(KillArgs.Builder.typeNormal());
            commands.clientKill(KillArgs.Builder.typePubsub());
          }
        }
        for (int i = 0; i < 1000; i++) {
          assertThat(echoes.get(i).result(LONGEST)).isEqualTo(i);
        }
      }
      client.shutdown();
    }
  }
}
