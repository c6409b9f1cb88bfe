package dev.docket.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docket.Docket;
import dev.docket.Schedule;
import dev.docket.Task;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a silence is before it is taken for a hang, with a real clock. */
@DocketTest(clock = ClockMode.REAL)
class PatienceTest {

  record Greet() implements Task {}

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private long nanos;
  private final Silence silence = new Silence(() -> nanos);

  private static HangWatch watch(Docket docket) {
    HangWatch watch =
        new HangWatch(
            new RunRecorder(),
            new TestSettings(
                ClockMode.REAL,
                TestSettings.DEFAULT.time(),
                TestSettings.DEFAULT.redis(),
                false,
                1,
                TestSettings.DEFAULT.handlers(),
                Checks.DEFAULT.with(PATIENCE),
                false));
    watch.begin(docket);
    return watch;
  }

  /** Longer than the patience, looked on all the time. */
  private void nothingHappens() {
    for (int look = 0; look < 300; look++) {
      nanos += Duration.ofMillis(100).toNanos();
      silence.look();
    }
  }

  @Test
  void what_is_due_later_or_has_just_become_due_is_waited_for(Docket docket) {
    HangWatch watch = watch(docket);
    Instant due = Instant.now().plusMillis(500);
    docket.add(new Greet(), Schedule.at(due));

    nothingHappens();
    assertThat(watch.isHang(silence)).isFalse();

    await().until(() -> docket.snapshot().taken().isAfter(due));
    nothingHappens();
    assertThat(watch.isHang(silence)).isFalse();
  }

  @Test
  void what_has_been_due_for_long_is_a_hang(Docket docket) {
    docket.add(new Greet(), Schedule.at(Instant.now().minus(PATIENCE)));
    docket.add(new Greet(), Schedule.in(Duration.ofDays(1)));

    nothingHappens();

    assertThat(watch(docket).isHang(silence)).isTrue();
  }

  @Test
  void a_pause_of_the_machine_is_no_silence(Docket docket) {
    docket.add(new Greet(), Schedule.at(Instant.now().minus(PATIENCE)));

    nanos += Duration.ofMinutes(10).toNanos();

    assertThat(silence.look()).isLessThan(Duration.ofSeconds(1));
    assertThat(watch(docket).isHang(silence)).isFalse();
  }

  @Test
  void what_happens_ends_a_silence() {
    nothingHappens();
    silence.end();

    assertThat(silence.look()).isZero();
  }
}
