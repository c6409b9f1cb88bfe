package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.ExecutionState;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.Cron;
import dev.docket.behavior.Logged;
import dev.docket.behavior.LoggedAs;
import dev.docket.behavior.Perpetual;
import dev.docket.behavior.Retry;
import dev.docket.operations.Recurring;
import dev.docket.operations.TaskInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
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

      assertThat(dashboard.operations().recurring())
          .extracting(Recurring::key, Recurring::cadence, Recurring::automatic)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("poll mail", "every 2h", false),
              org.assertj.core.groups.Tuple.tuple("poll news", "every 2h", false),
              org.assertj.core.groups.Tuple.tuple("Report", "0 9 * * 1 (Europe/Berlin)", true),
              org.assertj.core.groups.Tuple.tuple("Tidy", "every 90s", true));
      Recurring tidy = dashboard.operations().recurring().get(3);
      assertThat(tidy.state()).isIn(ExecutionState.SCHEDULED, ExecutionState.QUEUED);
      assertThat(tidy.nextRun()).isBefore(Instant.now().plusSeconds(120));
    }
  }
}
