package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.DocketListener;
import dev.docket.Execution;
import dev.docket.ExecutionState;
import dev.docket.ResultTask;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.local.LocalRedis;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ReliabilityTest extends OnRedis {

  record Step(int number) implements Task {}

  record Answer() implements ResultTask<Integer> {}

  @Test
  void what_a_dead_worker_left_is_run_by_another_without_using_up_an_attempt()
      throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    docket.register(
        Step.class,
        (step, context) -> {
          if (!context.redelivered()) {
            started.countDown();
            new CountDownLatch(1).await();
          }
        });
    docket.add(new Step(1), Schedule.keyed("k"));
    try (Worker first = Worker.builder(docket).build();
        Worker second = Worker.builder(docket).build()) {
      first.start();
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      first.faults().crash();
      second.start();

      Awaitility.await()
          .until(() -> docket.execution("k").orElseThrow().state() == ExecutionState.COMPLETED);
    }
    assertThat(docket.execution("k").orElseThrow().attempt()).isEqualTo(1);
  }

  @Test
  void a_worker_that_was_paused_past_its_lease_cannot_overwrite_the_result()
      throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    docket.register(
        Answer.class,
        (task, context) -> {
          if (!context.redelivered()) {
            started.countDown();
            go.await();
            return -1;
          }
          return 42;
        });
    Execution<Integer> execution = docket.add(new Answer());
    try (Worker first = Worker.builder(docket).build();
        Worker second = Worker.builder(docket).build()) {
      first.start();
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      first.faults().freeze();
      second.start();
      assertThat(execution.result(Duration.ofSeconds(10))).isEqualTo(42);

      go.countDown();
      first.stop();
    }
    assertThat(execution.result(Duration.ofSeconds(20))).isEqualTo(42);
  }

  @Test
  void a_message_of_garbage_fails_alone_and_is_kept() {
    docket.register(Step.class, step -> {});
    docket.add(new Step(1));
    COMMANDS.xadd("{" + docket.name() + "}:stream", Map.of("no", "sense"));
    COMMANDS.xadd(
        "{" + docket.name() + "}:stream",
        Map.of("key", "bad", "task", "Step", "args", "{\"number\":\"x"));
    COMMANDS.xadd(
        "{" + docket.name() + "}:stream",
        Map.of("key", "foreign", "task", "Step", "args", "{\"number\":3}"));

    runUntilFinished();

    assertThat(docket.failed(10)).extracting("key").contains("bad").hasSize(2);
    assertThat(docket.execution("bad").orElseThrow().arguments()).containsValue("{\"number\":\"x");
    assertThat(docket.execution("foreign").orElseThrow().state())
        .isEqualTo(ExecutionState.COMPLETED);
  }

  @Test
  void a_message_without_arguments_blocks_nobody_and_is_not_lost() {
    String stream = "{" + docket.name() + "}:stream";
    docket.register(Answer.class, task -> 1);
    docket.strike(dev.docket.Strike.task("bare"));
    COMMANDS.xadd(stream, Map.of("key", "struck", "task", "bare", "when", "soon"));
    COMMANDS.xadd(stream, Map.of("key", "unknown", "task", "nobody-knows"));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();

      assertThat(docket.add(new Answer()).result(Duration.ofSeconds(10))).isEqualTo(1);
      Awaitility.await().until(() -> docket.execution("unknown").isPresent());
    }
    assertThat(docket.execution("struck").orElseThrow().state())
        .isEqualTo(ExecutionState.CANCELLED);
    assertThat(docket.snapshot().totalTasks()).isEqualTo(1);
    leavesWork();
  }

  @Test
  void a_message_that_makes_a_script_fail_is_put_aside_and_blocks_nobody() {
    String poisoned = "{" + docket.name() + "}:run:bad";
    COMMANDS.set(poisoned, "not a hash");
    COMMANDS.expire(poisoned, 60);
    docket.register(Step.class, step -> {});
    docket.register(Answer.class, task -> 1);
    COMMANDS.xadd(
        "{" + docket.name() + "}:stream",
        Map.of("key", "bad", "task", "Step", "args", "{\"number\":1}"));
    Execution<Integer> answer = docket.add(new Answer());
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();

      assertThat(answer.result(Duration.ofSeconds(10))).isEqualTo(1);
      Awaitility.await().until(() -> !docket.failed(1).isEmpty());
    }
    assertThat(docket.failed(1).get(0).error()).contains("WRONGTYPE");
  }

  @Test
  void a_worker_that_starts_while_redis_is_away_runs_when_it_is_back() {
    CountDownLatch disrupted = new CountDownLatch(1);
    try (LocalRedis redis = LocalRedis.start();
        Docket other =
            Docket.builder()
                .url(redis.url())
                .listener(
                    new DocketListener() {
                      @Override
                      public void disrupted(Throwable error) {
                        disrupted.countDown();
                      }
                    })
                .build()) {
      other.register(Answer.class, task -> 1);
      redis.stop();
      try (Worker worker =
          Worker.builder(other).reconnectionDelay(Duration.ofMillis(100)).build()) {
        worker.start();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> disrupted.getCount() == 0);
        redis.restart();

        assertThat(other.add(new Answer()).result(Duration.ofSeconds(20))).isEqualTo(1);
      }
    }
  }

  @Test
  void lost_scripts_and_connections_are_survived() {
    docket.register(Answer.class, task -> 1);
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      assertThat(docket.add(new Answer()).result(Duration.ofSeconds(10))).isEqualTo(1);
      COMMANDS.scriptFlush();
      assertThat(docket.add(new Answer()).result(Duration.ofSeconds(10))).isEqualTo(1);
      worker.faults().killConnections();
      assertThat(docket.add(new Answer()).result(Duration.ofSeconds(10))).isEqualTo(1);
    }
  }

  @Test
  void results_race_completion_thousands_of_times() throws Exception {
    docket.register(Answer.class, task -> 7);
    Callable<Integer> waiter =
        () -> {
          int sum = 0;
          for (int i = 0; i < 1000; i++) {
            Execution<Integer> answer = docket.add(new Answer());
            sum +=
                answer.result(Duration.ofSeconds(10)); // asked while it is queued, runs, has ended
            assertThat(answer.state()).isEqualTo(ExecutionState.COMPLETED);
          }
          return sum;
        };
    try (Worker worker = Worker.builder(docket).build();
        ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      worker.start();
      for (Future<Integer> sum : pool.invokeAll(Collections.nCopies(4, waiter))) {
        assertThat(sum.get()).isEqualTo(7000);
      }
    }
  }

  @Test
  void a_task_that_a_worker_does_not_know_is_left_to_one_that_does() {
    docket.add(new Step(1), Schedule.keyed("k"));
    try (var other = dev.docket.Docket.connect(REDIS.url(), docket.name());
        Worker ignorant = Worker.builder(docket).build();
        Worker knowing = Worker.builder(other).build()) {
      other.register(Step.class, step -> {});
      ignorant.start();
      Awaitility.await().until(() -> COMMANDS.hexists("{" + docket.name() + "}:run:k", "bounces"));
      knowing.start();

      Awaitility.await()
          .until(() -> docket.execution("k").orElseThrow().state() == ExecutionState.COMPLETED);
    }
  }

  @Test
  void a_crash_ends_a_worker_that_drains() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    docket.register(
        Stuck.class,
        (task, context) -> {
          if (!context.redelivered()) {
            started.countDown();
            never.await();
          }
        });
    docket.add(new Stuck());
    Worker worker = Worker.builder(docket).name("drains").build();
    worker.start();
    started.await();
    Thread stopping = Thread.ofVirtual().start(worker::stop);
    Awaitility.await().until(() -> stopping.getState() == Thread.State.WAITING);

    worker.faults().crash();

    assertThat(stopping.join(Duration.ofSeconds(5))).isTrue();
    assertThat(runUntilFinished().succeeded()).isEqualTo(1);
  }

  record Stuck() implements Task {}
}
