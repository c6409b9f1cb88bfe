package dev.docket.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Loose guards of how long a test takes; {@code mvn -Pfigures} measures. The best of many counts,
 * because the machine may be busy.
 */
class TestDurationTest {

  record Ping(int number) implements Task {}

  private static final List<Duration> took = Collections.synchronizedList(new ArrayList<>());

  @Test
  void a_small_test_takes_milliseconds() {
    took.clear();
    long start = System.nanoTime();

    Samples.pass(Small.class);

    Duration each = Duration.ofNanos(System.nanoTime() - start).dividedBy(200);
    assertThat(Collections.min(took)).isLessThan(Duration.ofMillis(20));
    assertThat(each).isLessThan(Duration.ofMillis(500));
  }

  @ExtendWith(DocketExtension.class)
  static class Small {
    @RepeatedTest(200)
    void runs_a_task(Docket docket, Worker worker, RepetitionInfo repetition) {
      long start = System.nanoTime();
      docket.register(Ping.class, ping -> {});
      docket.add(new Ping(repetition.getCurrentRepetition()));
      worker.runUntilFinished();
      took.add(Duration.ofNanos(System.nanoTime() - start));
    }
  }

  @Test
  void a_month_of_a_hundred_tasks_takes_a_fraction_of_a_second() {
    took.clear();

    Samples.pass(Month.class);

    assertThat(Collections.min(took)).isLessThan(Duration.ofMillis(600));
  }

  @ExtendWith(DocketExtension.class)
  static class Month {
    @RepeatedTest(10)
    void goes_by(Docket docket, Worker worker) {
      docket.register(Ping.class, ping -> {});
      for (int n = 1; n <= 100; n++) {
        docket.add(new Ping(n), Schedule.in(Duration.ofHours(7L * n)));
      }

      long start = System.nanoTime();
      worker.runUntilFinished();
      took.add(Duration.ofNanos(System.nanoTime() - start));
    }
  }
}
