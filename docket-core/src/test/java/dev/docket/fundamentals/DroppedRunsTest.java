package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Execution;
import dev.docket.ExecutionState;
import dev.docket.RunReport;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.Cooldown;
import dev.docket.behavior.Cron;
import dev.docket.behavior.Debounce;
import dev.docket.behavior.Perpetual;
import dev.docket.behavior.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A limit that drops a run of a recurring task skips that run, and no more than that. */
class DroppedRunsTest extends OnVirtualTime {

  @Perpetual(every = "10m")
  @Cooldown("25m")
  record Poll() implements Task {}

  @Perpetual(every = "10m")
  @RateLimit(max = 1, per = "25m", drop = true)
  record Call() implements Task {}

  @Cron("0 * * * *")
  @Cooldown("90m")
  record Hourly() implements Task {}

  @Perpetual(every = "10m")
  @Debounce("1m")
  record Sync(String by) implements Task {}

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  private RunReport run(Map<String, Integer> most) {
    try (Worker worker = Worker.builder(docket).build()) {
      return worker.runAtMost(most);
    }
  }

  @Test
  void a_cooldown_skips_runs_and_keeps_the_cadence() {
    docket.register(Poll.class, poll -> mark());
    docket.add(new Poll(), Schedule.keyed("poll"));

    RunReport report = run(Map.of("poll", 3));

    assertThat(marks()).containsExactly(minutes(0), minutes(30), minutes(60));
    assertThat(report.succeeded()).isEqualTo(3);
    assertThat(report.cancelled()).isEqualTo(4);
  }

  @Test
  void a_rate_limit_skips_runs_and_keeps_the_cadence() {
    docket.register(Call.class, call -> mark());
    docket.add(new Call(), Schedule.keyed("call"));

    run(Map.of("call", 3));

    assertThat(marks()).containsExactly(minutes(0), minutes(30), minutes(60));
  }

  @Test
  void a_cron_task_goes_on_at_its_next_tick() {
    docket.register(Hourly.class, hourly -> mark());

    run(Map.of("Hourly", 3));

    assertThat(marks()).containsExactly(minutes(60), minutes(180), minutes(300));
  }

  @Test
  void what_a_later_submission_supersedes_comes_again() {
    Queue<String> ran = new ConcurrentLinkedQueue<>();
    docket.register(Sync.class, sync -> ran.add(sync.by()));
    docket.add(new Sync("a"), Schedule.keyed("a"));
    docket.add(new Sync("b"), Schedule.keyed("b"));

    RunReport report = run(Map.of("a", 1, "b", 1));

    assertThat(ran).containsExactlyInAnyOrder("a", "b");
    assertThat(report.succeeded()).isEqualTo(2);
  }

  @Test
  void what_an_earlier_submission_comes_too_late_for_comes_again() {
    Queue<String> ran = new ConcurrentLinkedQueue<>();
    docket.register(Sync.class, sync -> ran.add(sync.by()));
    docket.add(new Sync("new"), Schedule.at(JumpingClock.START.minusSeconds(1)).withKey("new"));
    docket.add(new Sync("old"), Schedule.at(JumpingClock.START.minusSeconds(9)).withKey("old"));

    run(Map.of("new", 1, "old", 1));

    assertThat(ran).containsExactlyInAnyOrder("new", "old");
  }

  @Test
  void a_chain_tells_that_its_latest_run_was_dropped() {
    docket.register(Poll.class, poll -> {});
    docket.add(new Poll(), Schedule.keyed("first"));
    run(Map.of("first", 1));
    Execution<Void> second = docket.add(new Poll(), Schedule.keyed("second"));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      Awaitility.await().until(() -> second.state() == ExecutionState.SCHEDULED);
    }

    assertThat(docket.operations().recurring())
        .singleElement()
        .satisfies(
            chain -> {
              assertThat(chain.lastRun().what()).isEqualTo("dropped");
              assertThat(chain.lastRun().detail()).isEqualTo("cooldown of the task Poll");
            });
    second.cancel();
  }

  @Test
  void a_drop_is_told_as_a_cancel_and_only_a_cancel_ends_the_chain() throws Exception {
    Queue<ExecutionState> told = new ConcurrentLinkedQueue<>();
    docket.register(Poll.class, poll -> {});
    docket.add(new Poll(), Schedule.keyed("first"));
    run(Map.of("first", 1));
    Execution<Void> second = docket.add(new Poll(), Schedule.keyed("second"));
    try (AutoCloseable feed = second.subscribe(event -> told.add(event.state()));
        Worker worker = Worker.builder(docket).build()) {
      worker.start();
      Awaitility.await().until(() -> told.contains(ExecutionState.SCHEDULED));
    }

    assertThat(List.copyOf(told))
        .containsExactly(ExecutionState.QUEUED, ExecutionState.CANCELLED, ExecutionState.SCHEDULED);
    assertThat(second.record().orElseThrow().when())
        .isEqualTo(JumpingClock.START.plus(minutes(10)));
    assertThat(second.cancel()).isTrue();
    assertThat(docket.snapshot().totalTasks()).isZero();
  }
}
