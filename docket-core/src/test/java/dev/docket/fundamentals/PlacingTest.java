package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Disposition;
import dev.docket.DocketSnapshot;
import dev.docket.Execution;
import dev.docket.ExecutionState;
import dev.docket.InvalidTaskException;
import dev.docket.Placement;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Strike.Operator;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import io.lettuce.core.Range;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Many at once, and what can be seen of them. */
class PlacingTest extends OnVirtualTime {

  record Job(int number) implements Task {}

  record Exclusive(@ConcurrencyLimit(max = 1) int number) implements Task {}

  @Test
  void many_are_added_in_order_each_with_its_own_disposition() {
    docket.strike(Strike.parameter("number", Operator.EQ, 2));
    docket.add(new Job(9), Schedule.keyed("taken"));
    List<Placement> placements =
        List.of(
            new Placement(new Job(1), Schedule.keyed("one")),
            new Placement(new Job(2), Schedule.keyed("struck")),
            new Placement(new Job(3), Schedule.keyed("taken")),
            new Placement(new Job(4), Schedule.in(Duration.ofHours(1)).withKey("later")),
            new Placement(new Job(5), Schedule.keyed("one")));

    List<Execution<?>> added = docket.addAll(placements);

    assertThat(added)
        .extracting(Execution::key)
        .containsExactly("one", "struck", "taken", "later", "one");
    assertThat(added)
        .extracting(Execution::disposition)
        .containsExactly(
            Disposition.SCHEDULED,
            Disposition.STRUCK,
            Disposition.ALREADY_SCHEDULED,
            Disposition.SCHEDULED,
            Disposition.ALREADY_SCHEDULED);
    assertThat(docket.execution("struck")).isEmpty();
    assertThat(docket.execution("one").orElseThrow().arguments()).containsEntry("number", 1);
    assertThat(docket.execution("taken").orElseThrow().arguments()).containsEntry("number", 9);
    leavesWork();
  }

  @Test
  void thousands_run_in_the_order_in_which_they_were_added() {
    List<Integer> ran = new ArrayList<>();
    docket.register(Job.class, job -> ran.add(job.number()));
    List<Placement> placements = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      placements.add(new Placement(new Job(i), Schedule.now()));
    }

    docket.addAll(placements);
    try (Worker worker = Worker.builder(docket).concurrency(1).build()) {
      worker.runUntilFinished();
    }

    assertThat(ran).hasSize(2000).isSorted();
  }

  @Test
  void what_is_added_by_one_call_leaves_in_its_order_every_time() {
    docket.close();
    // So many records would crowd the Redis that all tests share.
    docket = settings().name(docket.name()).executionTtl(Duration.ZERO).build();
    for (int round = 0; round < 100; round++) {
      List<Placement> placements = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        placements.add(new Placement(new Job(i), Schedule.keyed(round + "-" + i)));
      }
      docket.addAll(placements);
      assertThat(COMMANDS.xrange(key("stream"), Range.unbounded()))
          .extracting(message -> message.getBody().get("key"))
          .containsExactlyElementsOf(placements.stream().map(p -> p.schedule().key()).toList());
      docket.clear();
    }
  }

  @Test
  void none_is_added_when_one_cannot_be() {
    assertThatThrownBy(
            () ->
                docket.addAll(
                    List.of(
                        new Placement(new Job(1), Schedule.now()),
                        new Placement("no task", Schedule.now()))))
        .isInstanceOf(InvalidTaskException.class)
        .hasMessageContaining("java.lang.String");

    assertThat(docket.snapshot().totalTasks()).isZero();
    assertThat(docket.addAll(List.of())).isEmpty();
  }

  @Test
  void a_snapshot_shows_what_is_pending_and_running_and_by_whom() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    docket.register(
        Exclusive.class,
        exclusive -> {
          started.countDown();
          go.await();
        });
    docket.register(Job.class, job -> {});
    docket.add(new Exclusive(1), Schedule.keyed("running"));
    docket.add(new Job(1), Schedule.in(Duration.ofHours(2)).withKey("scheduled"));
    try (Worker worker = Worker.builder(docket).name("w").concurrency(3).build()) {
      worker.start();
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      docket.add(new Exclusive(1), Schedule.keyed("parked"));
      Awaitility.await().until(() -> !docket.concurrencySets().get(0).waiters().isEmpty());
      Awaitility.await().until(() -> docket.workers().stream().anyMatch(w -> w.running() == 1));

      DocketSnapshot snapshot = docket.snapshot();

      assertThat(snapshot.taken()).isEqualTo(clock.now());
      assertThat(snapshot.totalTasks()).isEqualTo(3);
      assertThat(snapshot.future())
          .extracting("key", "state")
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("parked", ExecutionState.QUEUED),
              org.assertj.core.groups.Tuple.tuple("scheduled", ExecutionState.SCHEDULED));
      assertThat(snapshot.future().get(1).when())
          .isEqualTo(JumpingClock.START.plus(Duration.ofHours(2)));
      assertThat(snapshot.running())
          .singleElement()
          .satisfies(
              running -> {
                assertThat(running.key()).isEqualTo("running");
                assertThat(running.worker()).isEqualTo("w");
                assertThat(running.arguments()).containsEntry("number", 1);
                assertThat(running.startedAt()).isEqualTo(JumpingClock.START);
              });
      assertThat(snapshot.workers())
          .singleElement()
          .satisfies(
              seen -> {
                assertThat(seen.name()).isEqualTo("w");
                assertThat(seen.concurrency()).isEqualTo(3);
                assertThat(seen.tasks()).contains("Job", "Exclusive", "trace", "fail", "sleep");
              });
      go.countDown();
      Awaitility.await().until(() -> docket.concurrencySets().isEmpty());
    }
    leavesWork();
  }

  @Test
  void clear_removes_what_is_pending_wherever_it_is() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    docket.register(
        Exclusive.class,
        exclusive -> {
          started.countDown();
          go.await();
        });
    Execution<Void> running = docket.add(new Exclusive(1));
    try (Worker worker = Worker.builder(docket).concurrency(2).build()) {
      worker.start();
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      docket.add(new Exclusive(1), Schedule.keyed("parked"));
      Awaitility.await().until(() -> !docket.concurrencySets().get(0).waiters().isEmpty());
      docket.add(new Job(1), Schedule.in(Duration.ofHours(2)).withKey("scheduled"));

      assertThat(docket.clear()).isEqualTo(2);

      assertThat(docket.snapshot().future()).isEmpty();
      assertThat(docket.execution("parked").orElseThrow().state())
          .isEqualTo(ExecutionState.CANCELLED);
      go.countDown();
      running.result(Duration.ofSeconds(30));
    }
    assertThat(docket.concurrencySets()).isEmpty();
  }
}
