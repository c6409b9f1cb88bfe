package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.ExecutionState;
import dev.docket.Placement;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.Cron;
import dev.docket.behavior.Logged;
import dev.docket.behavior.LoggedAs;
import dev.docket.behavior.Perpetual;
import dev.docket.behavior.Retry;
import dev.docket.operations.HistoryEntry;
import dev.docket.operations.Recurring;
import dev.docket.operations.TaskInfo;
import dev.docket.operations.UnknownTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class KnownTasksTest extends OnRedis {

  @Retry(attempts = 4)
  record Pay(@Logged int order, String card, @Logged(lengthOnly = true) String note)
      implements Task {}

  @Perpetual(every = "90s", automatic = true)
  record Tidy() implements Task {}

  @Perpetual(every = "2h")
  record Poll(String feed) implements Task {}

  @Cron(value = "0 9 * * 1", zone = "Europe/Berlin")
  record Report() implements Task {}

  private TaskInfo task(Docket docket, String name) {
    return docket.operations().tasks().stream()
        .filter(task -> task.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_process_without_the_code_knows_tasks_from_the_live_workers() {
    docket.register(Pay.class, pay -> {});
    try (Docket dashboard = Docket.connect(REDIS.url(), docket.name());
        Worker worker = Worker.builder(docket).name("north").build()) {
      assertThat(dashboard.operations().tasks()).extracting(TaskInfo::name).doesNotContain("Pay");
      worker.start();
      Awaitility.await().until(() -> !dashboard.workers().isEmpty());

      TaskInfo pay = task(dashboard, "Pay");
      assertThat(pay.parameters()).containsExactly("order", "card", "note");
      assertThat(pay.logged()).isEqualTo(Map.of("order", LoggedAs.VALUE, "note", LoggedAs.LENGTH));
      assertThat(pay.attempts()).isEqualTo(4);
      assertThat(pay.cadence()).isNull();
      assertThat(pay.workers()).containsExactly("north");

      docket.register(Report.class, report -> {});
      Awaitility.await()
          .until(
              () ->
                  dashboard.operations().tasks().stream().anyMatch(t -> t.name().equals("Report")));
      assertThat(task(dashboard, "Report").cadence()).isEqualTo("0 9 * * 1 (Europe/Berlin)");
      assertThat(task(dashboard, "Report").automatic()).isTrue();
    }
    docket.cancel("Report");
  }

  @Test
  void tasks_of_this_process_are_known_without_a_worker() {
    docket.register(Pay.class, pay -> {});

    assertThat(task(docket, "Pay").parameters()).containsExactly("order", "card", "note");
    assertThat(task(docket, "Pay").workers()).isEmpty();
  }

  @Test
  void chains_are_listed_with_their_next_run() {
    leavesWork();
    docket.register(Tidy.class, tidy -> {});
    docket.register(Poll.class, poll -> {});
    docket.register(Report.class, report -> {});
    docket.add(new Poll("news"), Schedule.in(Duration.ofHours(1)).withKey("poll news"));
    docket.add(new Poll("mail"), Schedule.in(Duration.ofHours(1)).withKey("poll mail"));
    try (Docket dashboard = Docket.connect(REDIS.url(), docket.name());
        Worker worker = Worker.builder(docket).name("north").build()) {
      assertThat(docket.operations().recurring())
          .filteredOn(chain -> chain.taskName().equals("Report"))
          .containsExactly(
              new Recurring(
                  "Report", "Report", "0 9 * * 1 (Europe/Berlin)", null, null, null, true));
      worker.start();
      Awaitility.await()
          .until(() -> docket.operations().recurring().stream().allMatch(c -> c.nextRun() != null));
      // Its first run is over then, and the next a while away.
      Awaitility.await()
          .until(
              () ->
                  docket.operations().recurring().stream()
                      .anyMatch(c -> c.key().equals("Tidy") && c.lastRun() != null));

      List<Recurring> chains = dashboard.operations().recurring();
      assertThat(chains)
          .extracting(Recurring::key, Recurring::cadence, Recurring::automatic)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("poll mail", "every 2h", false),
              org.assertj.core.groups.Tuple.tuple("poll news", "every 2h", false),
              org.assertj.core.groups.Tuple.tuple("Report", "0 9 * * 1 (Europe/Berlin)", true),
              org.assertj.core.groups.Tuple.tuple("Tidy", "every 90s", true));
      Recurring tidy = chains.get(3);
      assertThat(tidy.state()).isIn(ExecutionState.SCHEDULED, ExecutionState.QUEUED);
      assertThat(tidy.nextRun()).isBefore(Instant.now().plusSeconds(120));
    }
  }

  @Test
  void a_chain_tells_what_became_of_its_latest_run_and_on_which_worker() {
    leavesWork();
    AtomicBoolean fails = new AtomicBoolean();
    docket.register(
        Tidy.class,
        tidy -> {
          if (fails.get()) {
            throw new IllegalStateException("broom broken");
          }
        });
    try (Worker worker = Worker.builder(docket).name("north").build()) {
      worker.start();
      Awaitility.await().until(() -> lastRun().equals("completed"));
      assertThat(chain().worker()).isEqualTo("north");
      assertThat(chain().state()).isEqualTo(ExecutionState.SCHEDULED);
      assertThat(chain().lastRun().worker()).isEqualTo("north");
      fails.set(true);

      docket.operations().runNow("Tidy");

      Awaitility.await().until(() -> lastRun().equals("failed"));
      assertThat(chain().lastRun().detail()).contains("broom broken");
      docket.strike(Strike.task("Tidy"));
      docket.operations().runNow("Tidy");
      Awaitility.await().until(() -> lastRun().equals("struck"));
      assertThat(chain().worker()).isEqualTo("north");
    } finally {
      docket.restore(Strike.task("Tidy"));
    }
  }

  private Recurring chain() {
    return docket.operations().recurring().getFirst();
  }

  private String lastRun() {
    HistoryEntry last = chain().lastRun();
    return last == null ? "" : last.what();
  }

  @Test
  void tasks_that_wait_and_that_no_live_worker_knows_are_found() {
    leavesWork();
    docket.register(Pay.class, pay -> {});
    docket.add(new Poll("mail"), Schedule.keyed("first"));
    docket.add(new Poll("news"), Schedule.keyed("second"));
    docket.add(new Report(), Schedule.in(Duration.ofHours(1)).withKey("later"));
    assertThat(docket.operations().unknownTasks())
        .singleElement()
        .satisfies(
            poll -> {
              assertThat(poll.name()).isEqualTo("Poll");
              assertThat(poll.waiting()).isEqualTo(2);
              assertThat(poll.example()).isEqualTo("first");
              assertThat(poll.since()).isEqualTo(docket.execution("first").orElseThrow().when());
              assertThat(poll.complete()).isTrue();
            });
    try (Worker worker = Worker.builder(docket).name("north").build()) {
      worker.start();
      docket.add(new Pay(1, "4929", ""), Schedule.in(Duration.ofHours(1)).withKey("known"));
      Awaitility.await()
          .until(
              () -> docket.execution("second").orElseThrow().state() == ExecutionState.SCHEDULED);

      assertThat(docket.operations().unknownTasks())
          .extracting(UnknownTask::name, UnknownTask::waiting, UnknownTask::example)
          .containsExactly(org.assertj.core.groups.Tuple.tuple("Poll", 2L, "first"));
      docket.register(Poll.class, poll -> {});
      Awaitility.await().until(() -> docket.operations().unknownTasks().isEmpty());
    }
  }

  @Test
  void a_task_that_goes_to_and_fro_between_workers_is_counted_once() {
    leavesWork();
    docket.register(Pay.class, pay -> {});
    for (int n = 0; n < 300; n++) {
      docket.add(new Poll("mail"), Schedule.keyed("mail" + n));
    }
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      for (int look = 0; look < 100; look++) {
        assertThat(docket.operations().unknownTasks())
            .extracting(UnknownTask::waiting)
            .containsExactly(300L);
      }
    }
  }

  private void addAll(int number, IntFunction<Task> task) {
    docket.addAll(
        IntStream.range(0, number)
            .mapToObj(n -> new Placement(task.apply(n), Schedule.keyed(task.apply(n).toString())))
            .toList());
  }

  @Test
  void all_that_wait_are_counted_also_behind_many_that_are_known() {
    leavesWork();
    CountDownLatch go = new CountDownLatch(1);
    docket.register(Pay.class, pay -> go.await());
    try (Worker worker = Worker.builder(docket).concurrency(1).build()) {
      worker.start();
      addAll(700, n -> new Pay(n, "", ""));
      Awaitility.await().until(() -> docket.operations().status().busy() == 1);
      addAll(600, n -> new Poll("feed " + n));

      try {
        Awaitility.await()
            .untilAsserted(
                () ->
                    assertThat(docket.operations().unknownTasks())
                        .extracting(UnknownTask::name, UnknownTask::waiting, UnknownTask::complete)
                        .containsExactly(org.assertj.core.groups.Tuple.tuple("Poll", 600L, true)));
      } finally {
        go.countDown();
      }
    }
  }

  @Test
  void an_answer_that_stopped_early_says_so() {
    leavesWork();
    addAll(5200, n -> new Poll("feed " + n));

    assertThat(docket.operations().unknownTasks())
        .extracting(UnknownTask::waiting, UnknownTask::complete)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(5000L, false));
  }
}
