package dev.docket.junit.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Schedule;
import dev.docket.Worker;
import dev.docket.junit.DocketExtension;
import dev.docket.junit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

/** A hundred tasks spread over thirty days, on virtual time. */
@ExtendWith(DocketExtension.class)
class MonthSample extends TimedSample {

  @RepeatedTest(30)
  void a_month_goes_by(Docket docket, Worker worker, TestClock clock) {
    AtomicInteger runs = new AtomicInteger();
    docket.register(Ping.class, ping -> runs.incrementAndGet());
    Instant start = clock.now();
    for (int n = 1; n <= 100; n++) {
      docket.add(new Ping(n), Schedule.in(Duration.ofDays(30).multipliedBy(n).dividedBy(100)));
    }

    long began = System.nanoTime();
    worker.runUntilFinished();
    Figures.NANOS.add(System.nanoTime() - began);

    assertThat(runs).hasValue(100);
    assertThat(clock.now()).isEqualTo(start.plus(Duration.ofDays(30)));
  }
}
