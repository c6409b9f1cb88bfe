package dev.docket.behavior;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RecurrenceTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Recurrence interval = new Recurrence.Interval(Duration.ofMinutes(5), false);
  private final Recurrence cron = new Recurrence.Cron("*/10 * * * *", ZoneOffset.UTC, true);

  @Test
  void an_interval_starts_at_once() {
    assertThat(interval.first(NOON)).isEqualTo(NOON);
  }

  @Test
  void an_interval_counts_from_the_start_of_the_run() {
    assertThat(interval.next(NOON, NOON.plusSeconds(60))).isEqualTo(NOON.plusSeconds(300));
  }

  @Test
  void a_run_that_takes_longer_than_the_interval_is_followed_at_once() {
    Instant end = NOON.plusSeconds(900);

    assertThat(interval.next(NOON, end)).isEqualTo(end);
  }

  @Test
  void a_cron_task_starts_at_the_next_tick() {
    assertThat(cron.first(NOON)).isEqualTo(NOON.plusSeconds(600));
    assertThat(cron.first(NOON.minusMillis(1))).isEqualTo(NOON);
  }

  @Test
  void ticks_that_a_run_outlasted_do_not_pile_up() {
    assertThat(cron.next(NOON, NOON.plusSeconds(1900))).isEqualTo(NOON.plusSeconds(2400));
  }
}
