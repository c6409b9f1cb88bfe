package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Disposition;
import dev.docket.ExecutionState;
import dev.docket.InvalidTaskException;
import dev.docket.RunReport;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.Perpetual;
import dev.docket.behavior.Retry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** When a perpetual task runs again, to the millisecond. */
class PerpetualTimesTest extends OnVirtualTime {

  @Perpetual(every = "10m")
  record Poll(int page) implements Task {}

  @Perpetual(every = "1h")
  @Retry(attempts = 2, delay = "5m")
  record Fragile() implements Task {}

  @Perpetual(every = "1h", automatic = true)
  record Beat() implements Task {}

  record Once() implements Task {}

  private RunReport run(String key, int times) {
    try (Worker worker = Worker.builder(docket).build()) {
      return worker.runAtMost(Map.of(key, times));
    }
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  @Test
  void it_runs_from_start_to_start_and_at_once_after_a_run_that_took_longer() {
    docket.register(
        Poll.class,
        poll -> {
          mark();
          clock.advance(minutes(marks().size() == 2 ? 25 : 3));
        });
    docket.add(new Poll(1), Schedule.keyed("poll"));

    run("poll", 4);

    assertThat(marks()).containsExactly(minutes(0), minutes(10), minutes(35), minutes(45));
  }

  @Test
  void a_failure_after_all_retries_goes_on_from_attempt_one() {
    List<Integer> attempts = new CopyOnWriteArrayList<>();
    docket.register(
        Fragile.class,
        (fragile, context) -> {
          mark();
          attempts.add(context.attempt());
          if (attempts.size() <= 2) {
            throw new IllegalStateException("not today");
          }
        });
    docket.add(new Fragile(), Schedule.keyed("fragile"));

    RunReport report = run("fragile", 3);

    assertThat(report).isEqualTo(new RunReport(1, 1, 1, 0, 0));
    assertThat(attempts).containsExactly(1, 2, 1);
    assertThat(marks()).containsExactly(minutes(0), minutes(5), minutes(65));
  }

  @Test
  void a_handler_decides_when_and_with_what_it_runs_next() {
    List<Integer> pages = new CopyOnWriteArrayList<>();
    docket.register(
        Poll.class,
        (poll, context) -> {
          mark();
          pages.add(poll.page());
          switch (pages.size()) {
            case 1 -> context.perpetual().every(minutes(7));
            case 2 -> context.perpetual().after(minutes(1));
            case 3 -> context.perpetual().at(JumpingClock.START.plus(minutes(60)));
            default -> context.perpetual().cancel();
          }
          context.perpetual().next(new Poll(poll.page() + 1));
        });
    docket.add(new Poll(1), Schedule.keyed("poll"));

    assertThat(runUntilFinished().succeeded()).isEqualTo(4);
    assertThat(marks()).containsExactly(minutes(0), minutes(7), minutes(8), minutes(60));
    assertThat(pages).containsExactly(1, 2, 3, 4);
    assertThat(docket.execution("poll").orElseThrow().state()).isEqualTo(ExecutionState.COMPLETED);
  }

  @Test
  void only_a_perpetual_task_has_a_next_run_and_only_of_its_own_kind() {
    docket.register(
        Once.class,
        (once, context) ->
            assertThatThrownBy(() -> context.perpetual().after(minutes(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Once")
                .hasMessageContaining("annotate it with @Perpetual or @Cron"));
    docket.register(
        Poll.class,
        (poll, context) -> {
          context.perpetual().cancel();
          assertThatThrownBy(() -> context.perpetual().next(new Once()))
              .isInstanceOf(InvalidTaskException.class)
              .hasMessageContaining("Poll")
              .hasMessageContaining("Once");
        });
    docket.add(new Once());
    docket.add(new Poll(1));

    assertThat(runUntilFinished().succeeded()).isEqualTo(2);
  }

  @Test
  void a_struck_one_skips_its_runs_keeps_its_cadence_and_resumes_when_restored() {
    docket.register(Beat.class, beat -> mark());
    Strike strike = Strike.task(Beat.class);
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      awaitNext(1);
      docket.strike(strike);
      for (int hour = 1; hour <= 3; hour++) {
        clock.advance(Duration.ofHours(1));
        awaitNext(hour + 1);
      }
      docket.restore(strike);
      clock.advance(Duration.ofHours(1));
      awaitNext(5);
    }

    assertThat(marks()).containsExactly(Duration.ZERO, Duration.ofHours(4));
    leavesWork();
  }

  private void awaitNext(int hour) {
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(docket.execution("Beat"))
                    .get()
                    .satisfies(
                        beat -> {
                          assertThat(beat.state()).isEqualTo(ExecutionState.SCHEDULED);
                          assertThat(beat.when())
                              .isEqualTo(JumpingClock.START.plus(Duration.ofHours(hour)));
                        }));
  }

  @Test
  void a_chain_that_broke_is_seeded_again_but_not_one_that_was_cancelled() {
    docket.register(Beat.class, beat -> mark());
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      awaitNext(1);
      COMMANDS.del(key("run:Beat"), key("schedule"));

      Awaitility.await().until(() -> marks().size() == 2);
      awaitNext(1);
      assertThat(docket.cancel("Beat")).isTrue();
      Awaitility.await()
          .during(Duration.ofMillis(2500)) // two more looks at what is broken
          .until(() -> docket.snapshot().totalTasks() == 0);
    }
    assertThat(marks()).hasSize(2);
  }

  @Test
  void a_live_chain_is_left_alone_by_workers_that_start() {
    docket.register(Beat.class, beat -> mark());
    docket.add(new Beat(), Schedule.in(minutes(30)).withKey("Beat"));

    run("Beat", 1);

    assertThat(marks()).containsExactly(minutes(30));
  }

  @Test
  void automatic_tasks_are_seeded_by_workers_that_want_to_only() {
    docket.register(Beat.class, beat -> mark());
    try (Worker worker = Worker.builder(docket).scheduleAutomaticTasks(false).build()) {
      assertThat(worker.runUntilFinished()).isEqualTo(new RunReport(0, 0, 0, 0, 0));
    }

    assertThat(docket.execution("Beat")).isEmpty();
    assertThat(docket.add(new Beat(), Schedule.keyed("Beat")).disposition())
        .isEqualTo(Disposition.SCHEDULED);
    leavesWork();
  }
}
