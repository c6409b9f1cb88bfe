package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.ExecutionRecord;
import dev.docket.ExecutionState;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.TaskName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A task that a worker does not know is left to those that do, by the docket's clock. */
class UnknownTaskTest extends OnVirtualTime {

  record Stranger() implements Task {}

  @TaskName("who/knows \"it\"?")
  record Quoted() implements Task {}

  record Blocker() implements Task {}

  /** Nobody dies here. */
  @Override
  Docket.Builder settings() {
    return super.settings().missedHeartbeats(50);
  }

  @Test
  void it_waits_a_growing_time_and_fails_after_an_hour_in_which_no_worker_knew_it() {
    Execution<Void> stranger = docket.add(new Stranger(), Schedule.keyed("stranger"));

    assertThat(runUntilFinished().failed()).isEqualTo(1);

    ExecutionRecord record = stranger.record().orElseThrow();
    assertThat(record.state()).isEqualTo(ExecutionState.FAILED);
    assertThat(record.error())
        .contains("no live worker has known Stranger for an hour")
        .contains("register a handler for it and requeue stranger");
    assertThat(record.attempt()).isEqualTo(1);
    List<Instant> jumps = clock.jumps();
    assertThat(jumps.subList(0, 4))
        .containsExactly(after(100), after(300), after(700), after(1500));
    assertThat(Duration.between(jumps.get(jumps.size() - 2), jumps.get(jumps.size() - 1)))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(clock.now()).isBetween(after(3_600_000), after(3_630_000));
  }

  private static Instant after(long millis) {
    return JumpingClock.START.plusMillis(millis);
  }

  @Test
  void requeued_when_somebody_knows_it_it_runs() {
    docket.add(new Stranger(), Schedule.keyed("stranger"));
    runUntilFinished();
    docket.register(Stranger.class, stranger -> {});

    assertThat(docket.requeue("stranger")).isTrue();

    assertThat(runUntilFinished().succeeded()).isEqualTo(1);
  }

  static Stream<Task> strangers() {
    return Stream.of(new Stranger(), new Quoted());
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void it_never_fails_while_a_busy_worker_knows_it(Task task) throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (Docket other = settings().name(docket.name()).build();
        Worker ignorant = Worker.builder(docket).build();
        Worker busy = Worker.builder(other).concurrency(1).build()) {
      other.register(Stranger.class, stranger -> {});
      other.register(Quoted.class, quoted -> {});
      other.register(
          Blocker.class,
          blocker -> {
            started.countDown();
            go.await();
          });
      busy.start();
      other.add(new Blocker());
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      ignorant.start();
      try {
        Execution<Void> stranger = docket.add(task, Schedule.keyed("stranger"));
        for (int times = 1; times <= 3; times++) {
          int bounces = times;
          Awaitility.await().until(() -> Integer.parseInt(bounces(stranger)) >= bounces);
          clock.advance(Duration.ofHours(2));
        }
        go.countDown();
        Awaitility.await()
            .until(
                () -> {
                  clock.advance(Duration.ofSeconds(1)); // whoever gets it next
                  return stranger.state() == ExecutionState.COMPLETED;
                });
      } finally {
        go.countDown();
      }
    }
  }

  private String bounces(Execution<Void> execution) {
    String bounces = COMMANDS.hget(key("run:" + execution.key()), "bounces");
    return bounces == null ? "0" : bounces;
  }
}
