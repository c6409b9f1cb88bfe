package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.ExecutionState;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.Cron;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CronTest extends OnVirtualTime {

  @Cron("0 9 * * 1")
  record Weekly() implements Task {}

  @Cron("@hourly")
  record Hourly() implements Task {}

  @Cron(value = "30 2 * * *", zone = "Europe/Berlin")
  record Nightly() implements Task {}

  private void run(String key, int times) {
    try (Worker worker = Worker.builder(docket).build()) {
      assertThat(worker.runAtMost(Map.of(key, times)).succeeded()).isEqualTo(times);
    }
  }

  @Test
  void a_run_starts_at_the_next_tick_and_never_when_the_worker_does() {
    docket.register(Weekly.class, weekly -> mark());

    run("Weekly", 3);

    assertThat(instants())
        .containsExactly(
            Instant.parse("2030-01-07T09:00:00Z"),
            Instant.parse("2030-01-14T09:00:00Z"),
            Instant.parse("2030-01-21T09:00:00Z"));
  }

  @Test
  void a_run_that_outlasts_its_period_does_not_pile_up() {
    docket.register(
        Hourly.class,
        hourly -> {
          mark();
          if (marks().size() == 1) {
            clock.advance(Duration.ofMinutes(210));
          }
        });

    run("Hourly", 3);

    assertThat(marks())
        .containsExactly(Duration.ofHours(1), Duration.ofHours(5), Duration.ofHours(6));
  }

  @Test
  void a_time_of_day_that_is_skipped_in_spring_runs_when_the_clocks_change() {
    docket.register(Nightly.class, nightly -> mark());
    clock.sleepUntil(Instant.parse("2030-03-29T12:00:00Z"));

    run("Nightly", 3);

    assertThat(instants())
        .containsExactly(
            Instant.parse("2030-03-30T01:30:00Z"),
            Instant.parse("2030-03-31T01:00:00Z"),
            Instant.parse("2030-04-01T00:30:00Z"));
  }

  @Test
  void a_time_of_day_that_comes_twice_in_autumn_runs_once() {
    docket.register(Nightly.class, nightly -> mark());
    clock.sleepUntil(Instant.parse("2030-10-25T12:00:00Z"));

    run("Nightly", 3);

    assertThat(instants())
        .containsExactly(
            Instant.parse("2030-10-26T00:30:00Z"),
            Instant.parse("2030-10-27T00:30:00Z"),
            Instant.parse("2030-10-28T01:30:00Z"));
  }

  @Test
  void the_next_run_is_on_the_schedule_while_the_worker_is_away() {
    docket.register(Hourly.class, hourly -> mark());
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      org.awaitility.Awaitility.await().until(() -> docket.execution("Hourly").isPresent());
    }

    var record = docket.execution("Hourly").orElseThrow();
    assertThat(record.state()).isEqualTo(ExecutionState.SCHEDULED);
    assertThat(record.when()).isEqualTo(JumpingClock.START.plus(Duration.ofHours(1)));
    leavesWork();
  }
}
