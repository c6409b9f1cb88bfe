package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.DocketClock;
import dev.docket.Execution;
import dev.docket.ExecutionState;
import dev.docket.RunReport;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** When runUntilFinished returns. */
class FinishingTest extends OnRedis {

  record Note() implements Task {}

  /** A clock of one's own that does not jump. */
  private static final class SlowClock implements DocketClock {
    private final Instant start = Instant.parse("2030-01-01T00:00:00Z");
    private final long nanos = System.nanoTime();

    @Override
    public Instant now() {
      return start.plusNanos(System.nanoTime() - nanos);
    }

    @Override
    public void sleepUntil(Instant when) throws InterruptedException {
      TimeUnit.NANOSECONDS.sleep(Math.max(0, Duration.between(now(), when).toNanos()));
    }
  }

  @Override
  Docket.Builder settings() {
    return super.settings().clock(new SlowClock());
  }

  @Test
  void an_empty_docket_is_finished_at_once() {
    assertThat(runUntilFinished()).isEqualTo(new RunReport(0, 0, 0, 0, 0));
  }

  @Test
  void scheduled_work_is_waited_for() {
    docket.register(Note.class, note -> {});
    Execution<Void> later = docket.add(new Note(), Schedule.in(Duration.ofMillis(300)));

    assertThat(runUntilFinished().succeeded()).isEqualTo(1);
    assertThat(later.record().orElseThrow().startedAt())
        .isAfterOrEqualTo(later.record().orElseThrow().when());
  }

  @Test
  void work_that_is_added_while_the_clock_sleeps_starts_at_once() throws InterruptedException {
    docket.register(Note.class, note -> {});
    docket.add(new Note(), Schedule.in(Duration.ofHours(1)).withKey("later"));
    try (Worker worker = Worker.builder(docket).build()) {
      Thread runner = Thread.ofPlatform().start(worker::runUntilFinished);
      Awaitility.await().until(() -> docket.workers().size() == 1);

      for (int i = 0; i < 3; i++) {
        docket.add(new Note()).result(Duration.ofSeconds(20));
      }
      docket.add(new Note(), Schedule.in(Duration.ofMillis(50))).result(Duration.ofSeconds(20));

      assertThat(docket.cancel("later")).isTrue();
      assertThat(runner.join(Duration.ofSeconds(20))).as("finished when nothing was left").isTrue();
    }
  }

  @Test
  void a_worker_stops_while_the_clock_sleeps() throws InterruptedException {
    docket.add(new Note(), Schedule.in(Duration.ofHours(1)));
    try (Worker worker = Worker.builder(docket).build()) {
      Thread runner = Thread.ofPlatform().start(worker::runUntilFinished);
      Awaitility.await().until(() -> docket.workers().size() == 1);

      worker.stop();

      assertThat(runner.join(Duration.ofSeconds(20))).isTrue();
    }
    leavesWork();
  }

  @Test
  void at_most_so_many_runs_start_and_nothing_of_their_keys_is_left() {
    docket.register(Note.class, note -> {});
    docket.add(new Note(), Schedule.keyed("never"));
    docket.add(new Note(), Schedule.in(Duration.ofMillis(20)).withKey("later-never"));
    Execution<Void> free = docket.add(new Note());
    try (Worker worker = Worker.builder(docket).build()) {
      RunReport report = worker.runAtMost(Map.of("never", 0, "later-never", 0));

      assertThat(report).isEqualTo(new RunReport(1, 0, 0, 0, 0));
    }
    assertThat(free.state()).isEqualTo(ExecutionState.COMPLETED);
    assertThat(docket.snapshot().totalTasks()).isZero();
    assertThat(docket.strikes()).isEmpty();
    assertThat(docket.add(new Note(), Schedule.keyed("never")).state())
        .isEqualTo(ExecutionState.QUEUED);
    assertThat(runUntilFinished().succeeded()).as("the limit was for that call").isEqualTo(1);
  }
}
