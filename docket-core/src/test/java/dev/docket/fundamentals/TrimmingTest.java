package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Placement;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What has run leaves the stream, and nothing else does. */
class TrimmingTest extends OnRedis {

  record Step(int number) implements Task {}

  private final ConcurrentLinkedQueue<Integer> ran = new ConcurrentLinkedQueue<>();
  private final CountDownLatch go = new CountDownLatch(1);
  private final CountDownLatch started = new CountDownLatch(1);

  /** The first one runs until it may end. */
  private void firstOneIsLong() {
    docket.register(
        Step.class,
        step -> {
          if (step.number() == 0) {
            started.countDown();
            assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
          }
          ran.add(step.number());
        });
  }

  private void addSteps(int from, int to) {
    docket.addAll(
        IntStream.range(from, to)
            .mapToObj(n -> new Placement(new Step(n), Schedule.now()))
            .toList());
  }

  private long streamed() {
    return COMMANDS.xlen(key("stream"));
  }

  @Test
  void what_ends_behind_a_long_run_leaves_the_stream() {
    firstOneIsLong();
    addSteps(0, 300);

    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      Awaitility.await().untilAsserted(() -> assertThat(ran).hasSize(299));
      Awaitility.await().untilAsserted(() -> assertThat(streamed()).isEqualTo(1));
      go.countDown();
      Awaitility.await().untilAsserted(() -> assertThat(streamed()).isZero());
    }
  }

  @Test
  void what_nobody_has_read_yet_stays_when_a_run_ends() throws Exception {
    firstOneIsLong();
    addSteps(0, 1);

    try (Worker worker = Worker.builder(docket).concurrency(1).build()) {
      worker.start();
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      addSteps(1, 50);
      go.countDown();
      Awaitility.await().untilAsserted(() -> assertThat(ran).hasSize(50));
    }
  }

  @Test
  void a_group_that_is_destroyed_while_a_task_runs_loses_nothing() throws Exception {
    firstOneIsLong();
    addSteps(0, 1);

    try (Worker busy = Worker.builder(docket).concurrency(1).build()) {
      busy.start();
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      addSteps(1, 50);
      COMMANDS.xgroupDestroy(key("stream"), "docket-workers");
      go.countDown();
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(ran).contains(IntStream.range(0, 50).boxed().toArray(Integer[]::new)));
      Awaitility.await().untilAsserted(() -> assertThat(streamed()).isZero());
    }
  }

  @Test
  void a_run_that_ends_while_there_is_no_group_counts_as_ended() throws Exception {
    firstOneIsLong();
    docket.add(new Step(0), Schedule.keyed("long"));

    try (Worker busy = Worker.builder(docket).concurrency(1).build()) {
      busy.start(); // and does not read, since it has no permit
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      COMMANDS.xgroupDestroy(key("stream"), "docket-workers");
      go.countDown();
      Awaitility.await()
          .untilAsserted(
              () -> assertThat(COMMANDS.zrange(key("completed"), 0, -1)).containsExactly("long"));
      Awaitility.await().untilAsserted(() -> assertThat(streamed()).isZero());
    }
    assertThat(ran).containsExactly(0);
  }

  @Test
  void what_a_worker_runs_is_not_started_again_when_the_group_is_made_anew() throws Exception {
    firstOneIsLong();
    addSteps(0, 1);

    try (Worker busy = Worker.builder(docket).concurrency(2).build()) {
      busy.start();
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      COMMANDS.xgroupDestroy(key("stream"), "docket-workers");
      Awaitility.await().untilAsserted(() -> assertThat(delivered()).isEqualTo(1));
      addSteps(1, 3);
      Awaitility.await().untilAsserted(() -> assertThat(ran).containsExactlyInAnyOrder(1, 2));
      go.countDown();
      Awaitility.await().untilAsserted(() -> assertThat(streamed()).isZero());
    }
    assertThat(ran).containsExactlyInAnyOrder(0, 1, 2);
  }

  /** How many messages workers have and have not settled. */
  private long delivered() {
    return COMMANDS.xinfoGroups(key("stream")).isEmpty()
        ? 0
        : COMMANDS.xpending(key("stream"), "docket-workers").getCount();
  }

  @Test
  void what_another_worker_acknowledged_and_did_not_delete_goes_too() {
    docket.register(Step.class, step -> ran.add(step.number()));
    String torn = COMMANDS.xadd(key("stream"), Map.of("key", "torn", "task", "Step"));
    COMMANDS.xgroupCreate(
        io.lettuce.core.XReadArgs.StreamOffset.from(key("stream"), torn), "docket-workers");
    addSteps(1, 20);

    runUntilFinished();

    assertThat(ran).hasSize(19);
    assertThat(streamed()).isZero();
  }
}
