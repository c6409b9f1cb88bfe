package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Agenda;
import dev.docket.Disposition;
import dev.docket.Execution;
import dev.docket.InvalidTaskException;
import dev.docket.Task;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgendaTest extends OnVirtualTime {

  private static final Duration HOUR = Duration.ofHours(1);

  record Visit(int customer) implements Task {}

  record Impossible(InputStream input) implements Task {}

  private static Agenda visits(int count) {
    Agenda agenda = new Agenda();
    for (int i = 0; i < count; i++) {
      agenda.add(new Visit(i), "visit-" + i);
    }
    return agenda;
  }

  private List<Duration> times(List<Execution<?>> executions, Instant start) {
    leavesWork();
    return executions.stream()
        .map(execution -> Duration.between(start, execution.record().orElseThrow().when()))
        .toList();
  }

  @Test
  void tasks_are_spread_evenly_with_both_ends_included() {
    List<Execution<?>> visits = visits(5).scatter(docket, HOUR);

    assertThat(times(visits, JumpingClock.START))
        .containsExactly(
            Duration.ZERO,
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofMinutes(45),
            HOUR);
    assertThat(visits)
        .extracting(Execution::key)
        .containsExactly("visit-0", "visit-1", "visit-2", "visit-3", "visit-4");
  }

  @Test
  void a_single_one_is_put_at_the_midpoint() {
    List<Execution<?>> visits = new Agenda().add(new Visit(1)).scatter(docket, HOUR);

    assertThat(times(visits, JumpingClock.START)).containsExactly(Duration.ofMinutes(30));
  }

  @Test
  void the_window_may_start_later() {
    Instant start = JumpingClock.START.plus(Duration.ofDays(2));

    List<Execution<?>> visits = visits(2).scatter(docket, HOUR, new Agenda.Options(start, null));

    assertThat(times(visits, start)).containsExactly(Duration.ZERO, HOUR);
  }

  @Test
  void jitter_varies_each_time_both_ways_within_its_bounds() {
    Duration jitter = Duration.ofMinutes(1);

    List<Duration> times =
        times(
            visits(61).scatter(docket, HOUR, new Agenda.Options(null, jitter)), JumpingClock.START);

    for (int i = 1; i < times.size(); i++) {
      Duration slot = Duration.ofMinutes(i);
      assertThat(times.get(i)).isBetween(slot.minus(jitter), slot.plus(jitter));
    }
    assertThat(times).anyMatch(time -> time.toMillis() % 60_000 > 1000);
    int earlier = 0;
    for (int i = 0; i < times.size(); i++) {
      earlier += times.get(i).compareTo(Duration.ofMinutes(i)) < 0 ? 1 : 0;
    }
    assertThat(earlier).isBetween(5, 56);
  }

  @Test
  void jitter_never_goes_before_the_start() {
    Agenda.Options options = new Agenda.Options(null, Duration.ofDays(1));

    List<Duration> times =
        times(visits(40).scatter(docket, Duration.ZERO, options), JumpingClock.START);

    assertThat(times).allMatch(time -> !time.isNegative());
    assertThat(times).contains(Duration.ZERO);
    assertThat(times).anyMatch(Duration::isPositive);
  }

  @Test
  void scattering_again_under_the_same_keys_changes_nothing() {
    List<Duration> before = times(visits(3).scatter(docket, HOUR), JumpingClock.START);

    List<Execution<?>> again = visits(3).scatter(docket, Duration.ofHours(9));

    assertThat(again)
        .extracting(Execution::disposition)
        .containsOnly(Disposition.ALREADY_SCHEDULED);
    assertThat(times(again, JumpingClock.START)).isEqualTo(before);
    assertThat(docket.snapshot().totalTasks()).isEqualTo(3);
  }

  @Test
  void nothing_is_scheduled_when_one_of_them_cannot_be() {
    assertThatThrownBy(
            () ->
                visits(3).add(new Impossible(InputStream.nullInputStream())).scatter(docket, HOUR))
        .isInstanceOf(InvalidTaskException.class)
        .hasMessageContaining("InputStream");
    assertThatThrownBy(() -> visits(3).add("no task").scatter(docket, HOUR))
        .isInstanceOf(InvalidTaskException.class)
        .hasMessageContaining("java.lang.String");
    assertThatThrownBy(() -> visits(3).add(new Visit(1), "").scatter(docket, HOUR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key");
    assertThatThrownBy(() -> visits(3).scatter(docket, HOUR.negated()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT-1H");

    assertThat(docket.snapshot().totalTasks()).isZero();
  }

  @Test
  void an_empty_agenda_schedules_nothing() {
    assertThat(new Agenda().scatter(docket, HOUR)).isEmpty();
  }
}
