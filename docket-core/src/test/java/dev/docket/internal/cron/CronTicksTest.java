package dev.docket.internal.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In 2026 clocks in Paris go forward on March 29, from 02:00+01:00 to 03:00+02:00, and back on
 * October 25, from 03:00+02:00 to 02:00+01:00.
 */
class CronTicksTest {

  private static final String PARIS = "Europe/Paris";

  @ParameterizedTest
  @CsvSource({
    "@hourly,   2026-01-01T11:00:00Z",
    "@daily,    2026-01-02T00:00:00Z",
    "@midnight, 2026-01-02T00:00:00Z",
    "@weekly,   2026-01-04T00:00:00Z",
    "@monthly,  2026-02-01T00:00:00Z",
    "@yearly,   2027-01-01T00:00:00Z",
    "@annually, 2027-01-01T00:00:00Z",
    "@Daily,    2026-01-02T00:00:00Z",
    "0 9 * * 1, 2026-01-05T09:00:00Z",
    "0 9 * * 0, 2026-01-04T09:00:00Z",
    "0 9 * * 7, 2026-01-04T09:00:00Z",
    "0 9 * * mon-fri, 2026-01-02T09:00:00Z",
    "*/15 * * * *, 2026-01-01T10:45:00Z",
    "0 9 13 * 5, 2026-01-02T09:00:00Z",
    "0 0 29 2 *, 2028-02-29T00:00:00Z",
    "0 0 31 4-6 *, 2026-05-31T00:00:00Z"
  })
  void the_next_tick_comes_after_the_present(String expression, Instant next) {
    assertThat(ticks(expression, "UTC").after(Instant.parse("2026-01-01T10:30:00Z")))
        .isEqualTo(next);
  }

  @Test
  void a_tick_is_strictly_later_than_the_present() {
    CronTicks ticks = ticks("30 10 * * *", "UTC");

    assertThat(ticks.after(Instant.parse("2026-01-01T10:29:59.999Z")))
        .isEqualTo("2026-01-01T10:30:00Z");
    assertThat(ticks.after(Instant.parse("2026-01-01T10:30:00Z")))
        .isEqualTo("2026-01-02T10:30:00Z");
  }

  @Test
  void a_time_of_day_follows_the_zone_over_a_change_of_clocks() {
    assertThat(after("0 9 * * *", PARIS, "2026-03-28T12:00+01:00", 2))
        .containsExactly(at("2026-03-29T09:00+02:00"), at("2026-03-30T09:00+02:00"));
  }

  @Test
  void a_time_of_day_that_is_skipped_fires_at_the_change() {
    assertThat(after("30 2 * * *", PARIS, "2026-03-28T12:00+01:00", 2))
        .containsExactly(at("2026-03-29T03:00+02:00"), at("2026-03-30T02:30+02:00"));
  }

  @Test
  void a_midnight_that_is_skipped_fires_at_the_change() {
    assertThat(after("@daily", "America/Sao_Paulo", "2018-11-03T12:00-03:00", 2))
        .containsExactly(at("2018-11-04T01:00-02:00"), at("2018-11-05T00:00-02:00"));
  }

  @Test
  void several_skipped_times_of_day_fire_once() {
    assertThat(after("15,45 1-3 * * *", PARIS, "2026-03-29T01:30+01:00", 4))
        .containsExactly(
            at("2026-03-29T01:45+01:00"),
            at("2026-03-29T03:00+02:00"),
            at("2026-03-29T03:15+02:00"),
            at("2026-03-29T03:45+02:00"));
  }

  @Test
  void a_time_of_day_that_comes_twice_fires_the_first_time() {
    assertThat(after("30 2 * * *", PARIS, "2026-10-24T12:00+02:00", 2))
        .containsExactly(at("2026-10-25T02:30+02:00"), at("2026-10-26T02:30+01:00"));
    assertThat(after("30 2 * * *", PARIS, "2026-10-25T02:10+01:00", 1))
        .containsExactly(at("2026-10-26T02:30+01:00"));
  }

  @Test
  void a_wildcard_goes_on_without_a_break_when_clocks_go_forward() {
    assertThat(after("0 * * * *", PARIS, "2026-03-29T00:30+01:00", 3))
        .containsExactly(
            at("2026-03-29T01:00+01:00"),
            at("2026-03-29T03:00+02:00"),
            at("2026-03-29T04:00+02:00"));
  }

  @Test
  void a_wildcard_goes_on_without_a_break_when_clocks_go_back() {
    assertThat(after("*/30 * * * *", PARIS, "2026-10-25T02:00+02:00", 4))
        .containsExactly(
            at("2026-10-25T02:30+02:00"),
            at("2026-10-25T02:00+01:00"),
            at("2026-10-25T02:30+01:00"),
            at("2026-10-25T03:00+01:00"));
  }

  @Test
  void half_an_hour_that_comes_twice_is_told_apart() {
    assertThat(after("*/15 * * * *", "Australia/Lord_Howe", "2026-04-05T01:30+11:00", 4))
        .containsExactly(
            at("2026-04-05T01:45+11:00"),
            at("2026-04-05T01:30+10:30"),
            at("2026-04-05T01:45+10:30"),
            at("2026-04-05T02:00+10:30"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0 9 * *",
        "* * * * * *",
        "60 * * * *",
        "0 24 * * *",
        "0 0 0 * *",
        "*/0 * * * *",
        "@reboot",
        "0 0 L * *",
        "5-1 * * * *",
        "often",
        "0 0 30 2 *"
      })
  void a_bad_expression_is_refused_with_the_forms_that_are_read(String expression) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ticks(expression, "UTC"))
        .withMessageContaining("\"" + expression + "\" is not a cron expression: ")
        .withMessageContaining("write five fields");
  }

  private static CronTicks ticks(String expression, String zone) {
    return CronTicks.parse(expression, ZoneId.of(zone));
  }

  private static List<Instant> after(String expression, String zone, String from, int count) {
    CronTicks ticks = ticks(expression, zone);
    List<Instant> found = new ArrayList<>();
    Instant instant = at(from);
    for (int i = 0; i < count; i++) {
      instant = ticks.after(instant);
      found.add(instant);
    }
    return found;
  }

  private static Instant at(String time) {
    return OffsetDateTime.parse(time).toInstant();
  }
}
