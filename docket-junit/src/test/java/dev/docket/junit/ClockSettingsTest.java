package dev.docket.junit;

import static dev.docket.junit.DocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which time it is for a test, and who may move it. */
class ClockSettingsTest {

  private static final String NOON = "2030-05-01T12:00:00Z";

  @DocketTest(time = NOON)
  static class AtNoon {
    @RepeatedTest(2)
    void atNoon(TestClock clock, Docket docket) {
      assertThat(clock.now()).isEqualTo(NOON);
      assertThat(docket.snapshot().taken()).isEqualTo(NOON);
      clock.advance(Duration.ofDays(1));
    }

    @Test
    @DocketTest(time = "2030-05-02T00:00:00Z")
    void atMidnight(TestClock clock) {
      assertThat(clock.now()).isEqualTo("2030-05-02T00:00:00Z");
    }

    @Nested
    @DocketTest(clock = ClockMode.REAL)
    class InRealTime {
      @Test
      void isShown(TestClock clock) {
        assertThat(Duration.between(clock.now(), Instant.now())).isLessThan(Duration.ofSeconds(5));
      }

      @Test
      void advances(TestClock clock) {
        clock.advance(Duration.ofDays(1));
      }

      @Test
      void isSet(TestClock clock) {
        clock.set(Instant.EPOCH);
      }

      @Test
      void skips(TestClock clock) {
        clock.skipToNext();
      }
    }
  }

  static class AtNoonByTheBuilder {
    @RegisterExtension
    final DocketExtension docket = DocketExtension.builder().time(Instant.parse(NOON)).build();

    @Test
    void atNoonToo(TestClock clock) {
      assertThat(clock.now()).isEqualTo(NOON);
    }
  }

  static class OneMethod {
    @Test
    @DocketTest(time = NOON, concurrency = 1)
    void aloneAtNoon(Docket docket, TestClock clock) {
      assertThat(clock.now()).isEqualTo(NOON);
      assertThat(docket).isEmpty();
    }

    @Test
    void needsNothing() {}
  }

  @DocketTest(time = "noon")
  static class AtNoTime {
    @Test
    void noTime(TestClock clock) {}
  }

  @DocketTest(time = NOON, clock = ClockMode.REAL)
  static class AtTwoTimes {
    @Test
    void twoTimes(TestClock clock) {}
  }

  @Test
  void the_test_clock_starts_when_it_is_told_and_real_time_cannot_be_moved() {
    Kit kit =
        Kit.run(
            AtNoon.class,
            OneMethod.class,
            AtNoonByTheBuilder.class,
            AtNoTime.class,
            AtTwoTimes.class);

    assertThat(kit.failures().keySet())
        .containsExactlyInAnyOrder("advances", "isSet", "skips", "noTime", "twoTimes");
    assertThat(kit.of("advances").message())
        .isEqualTo(
            "advance(PT24H) moves nothing: the test goes by real time, because of clock = REAL");
    assertThat(kit.of("noTime").error())
        .hasStackTraceContaining("an instant such as 2030-05-01T09:00:00Z");
    assertThat(kit.of("twoTimes").error())
        .hasStackTraceContaining("clock = REAL switches that off");
  }
}
