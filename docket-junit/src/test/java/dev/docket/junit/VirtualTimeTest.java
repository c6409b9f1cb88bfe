package dev.docket.junit;

import static dev.docket.junit.DocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.behavior.Cooldown;
import dev.docket.behavior.Cron;
import dev.docket.behavior.Debounce;
import dev.docket.behavior.ExponentialRetry;
import dev.docket.behavior.Perpetual;
import dev.docket.behavior.RateLimit;
import dev.docket.behavior.Retry;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Everything that has to do with time, but leases and time-outs, obeys the test clock. */
@ExtendWith(DocketExtension.class)
class VirtualTimeTest {

  @Retry(attempts = 3, delay = "1h")
  record Fixed() implements Task {}

  @ExponentialRetry(attempts = 4, minimumDelay = "1m", maximumDelay = "1h")
  record Doubling() implements Task {}

  @Perpetual(every = "1d")
  record Daily() implements Task {}

  @Cron(value = "0 9 * * 1", automatic = false)
  record Mondays() implements Task {}

  @Cooldown("10m")
  record Cool(int number) implements Task {}

  @Debounce("5m")
  record Quiet(int number) implements Task {}

  @RateLimit(max = 2, per = "1h")
  record Rated(int number) implements Task {}

  record Plain(int number) implements Task {}

  private final List<Instant> times = Collections.synchronizedList(new ArrayList<>());
  private final List<Integer> numbers = Collections.synchronizedList(new ArrayList<>());
  private Instant start = Instant.EPOCH;

  @BeforeEach
  void startAtAKnownTime(TestClock clock) {
    start = Instant.parse("2030-05-01T12:00:00Z"); // a Wednesday
    clock.set(start);
  }

  private List<Duration> sinceStart() {
    return times.stream().map(time -> Duration.between(start, time)).toList();
  }

  private static Duration hours(long hours) {
    return Duration.ofHours(hours);
  }

  private static Duration minutes(long minutes) {
    return Duration.ofMinutes(minutes);
  }

  @Test
  void retry_delays(Docket docket, TestWorker worker, TestClock clock) {
    docket.register(
        Fixed.class,
        task -> {
          times.add(clock.now());
          throw new IllegalStateException("always");
        });
    docket.register(
        Doubling.class,
        task -> {
          times.add(clock.now());
          throw new IllegalStateException("always");
        });
    docket.add(new Fixed());
    assertThat(worker.runUntilFinished()).retried(2).failed(1);
    assertThat(sinceStart()).containsExactly(Duration.ZERO, hours(1), hours(2));

    times.clear();
    start = clock.now();
    docket.add(new Doubling());
    worker.runUntilFinished();
    assertThat(sinceStart()).containsExactly(Duration.ZERO, minutes(1), minutes(3), minutes(7));
  }

  @Test
  void perpetual_tasks(Docket docket, TestWorker worker, TestClock clock) {
    docket.register(Daily.class, task -> times.add(clock.now()));
    docket.add(new Daily(), Schedule.keyed("daily"));

    worker.runFor(Duration.ofDays(3));

    assertThat(sinceStart()).containsExactly(Duration.ZERO, hours(24), hours(48), hours(72));
  }

  @Perpetual(every = "1m")
  record Often() implements Task {}

  @Test
  void however_often_something_runs_within_a_time_that_ends(Docket docket, TestWorker worker) {
    docket.register(Often.class, task -> {});
    docket.add(new Often());

    assertThat(worker.runFor(Duration.ofMinutes(1100)).succeeded()).isEqualTo(1101);
  }

  @Test
  void cron(Docket docket, TestWorker worker, TestClock clock) {
    docket.register(Mondays.class, task -> times.add(clock.now()));
    docket.add(new Mondays(), Schedule.at(Instant.parse("2030-05-06T09:00:00Z")).withKey("monday"));

    worker.runFor(Duration.ofDays(30));

    assertThat(times)
        .hasSize(4)
        .allSatisfy(
            time -> {
              assertThat(time.atZone(ZoneOffset.UTC).getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
              assertThat(time.atZone(ZoneOffset.UTC).getHour()).isEqualTo(9);
            });
  }

  @Test
  void cooldown(Docket docket, TestWorker worker, TestClock clock) {
    docket.register(Cool.class, task -> numbers.add(task.number()));

    docket.add(new Cool(1));
    worker.runDue();
    clock.advance(minutes(9));
    docket.add(new Cool(2));
    assertThat(worker.runDue()).cancelled(1);
    clock.advance(minutes(1));
    docket.add(new Cool(3));
    worker.runDue();

    assertThat(numbers).containsExactly(1, 3);
  }

  @Test
  void debounce(Docket docket, TestWorker worker, TestClock clock) {
    docket.register(
        Quiet.class,
        task -> {
          numbers.add(task.number());
          times.add(clock.now());
        });

    docket.add(new Quiet(1));
    worker.runDue();
    clock.advance(minutes(3));
    docket.add(new Quiet(2));
    worker.runUntilFinished();

    assertThat(numbers).containsExactly(2);
    assertThat(sinceStart()).containsExactly(minutes(8));
  }

  @Test
  void rate_limits(Docket docket, TestWorker worker, TestClock clock) {
    docket.register(Rated.class, task -> times.add(clock.now()));
    for (int n = 0; n < 5; n++) {
      docket.add(new Rated(n));
    }

    assertThat(worker.runUntilFinished()).succeeded(5);

    List<Duration> since = sinceStart();
    assertThat(since.subList(0, 2)).containsOnly(Duration.ZERO);
    assertThat(since.get(2)).isBetween(hours(1), hours(1).plusSeconds(1));
    assertThat(since.get(4)).isBetween(hours(2), hours(2).plusSeconds(1));
  }

  @Test
  void schedules_in_due_order_and_next_month_in_milliseconds(
      Docket docket, TestWorker worker, TestClock clock) {
    docket.register(
        Plain.class,
        task -> {
          numbers.add(task.number());
          times.add(clock.now());
        });
    List<Integer> days = new ArrayList<>();
    for (int day = 1; day <= 30; day++) {
      days.add(day);
    }
    List<Integer> shuffled = new ArrayList<>(days);
    Collections.shuffle(shuffled, new java.util.Random(7));
    shuffled.forEach(day -> docket.add(new Plain(day), Schedule.in(Duration.ofDays(day))));

    long before = System.nanoTime();
    assertThat(worker.runUntilFinished()).succeeded(30);
    Duration took = Duration.ofNanos(System.nanoTime() - before);

    assertThat(numbers).isEqualTo(days);
    assertThat(sinceStart()).isEqualTo(days.stream().map(Duration::ofDays).toList());
    // A bound for machines that do much else; the figures are measured elsewhere.
    assertThat(took).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void a_schedule_in_the_past_of_the_test_clock_is_due(Docket docket, TestWorker worker) {
    docket.register(Plain.class, task -> numbers.add(task.number()));
    docket.add(new Plain(1), Schedule.at(start.minus(hours(1))));
    docket.add(new Plain(2), Schedule.at(start.plus(hours(1))));

    assertThat(worker.runDue()).succeeded(1);

    assertThat(numbers).containsExactly(1);
  }
}
