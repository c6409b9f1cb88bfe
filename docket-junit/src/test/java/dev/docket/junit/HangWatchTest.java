package dev.docket.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.Perpetual;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No call of a plain worker keeps a test for ever, and what it waits for is told. */
class HangWatchTest {

  record Greet(String name) implements Task {}

  @Perpetual(every = "5m", automatic = true)
  record Poll() implements Task {}

  /**
   * Ends the handlers of the samples that ignore their interrupts, or a fork of the JVM may stay.
   */
  private static final CountDownLatch OVER = new CountDownLatch(1);

  @DocketTest(hangAfter = "3s")
  static class Hanging {
    private final CountDownLatch began = new CountDownLatch(1);

    private void waits(Greet greet) throws InterruptedException {
      began.countDown();
      OVER.await();
    }

    private void ignoresInterrupts(Greet greet) {
      began.countDown();
      boolean over = false;
      while (!over) {
        try {
          OVER.await();
          over = true;
        } catch (InterruptedException e) {
          // Just what is not to be done.
        }
      }
    }

    @BeforeEach
    void greet(Docket docket) {
      docket.add(new Greet("Alice"), Schedule.keyed("greet"));
    }

    @Test
    void runs(Docket docket, Worker worker) {
      docket.register(Greet.class, this::waits);
      worker.runUntilFinished();
    }

    @Test
    void ignores(Docket docket, Worker worker) {
      docket.register(Greet.class, this::ignoresInterrupts);
      worker.runUntilFinished();
    }

    @Test
    void stops(Docket docket, Worker worker) throws InterruptedException {
      docket.register(Greet.class, this::waits);
      worker.start();
      began.await();
      worker.stop();
    }

    @Test
    void closesWhatItBuilt(Docket docket) throws InterruptedException {
      docket.register(Greet.class, this::ignoresInterrupts);
      try (Worker built = Worker.builder(docket).name("built").build()) {
        built.start();
        began.await();
      }
    }

    @Test
    void closesTheDocket(Docket docket, Worker worker) throws InterruptedException {
      docket.register(Greet.class, this::waits);
      worker.start();
      began.await();
      docket.close();
    }

    @Test
    @Timeout(4)
    @DocketTest(hangAfter = "1m")
    void isInterrupted(Docket docket, @Named("patient") Worker worker) {
      docket.register(Greet.class, this::ignoresInterrupts);
      worker.runUntilFinished();
    }

    @Test
    void goesOn(Docket docket, Worker worker) {
      docket.register(Greet.class, greet -> {});
      docket.register(Poll.class, poll -> {});
      worker.runUntilFinished();
    }
  }

  private static Kit kit;

  @BeforeAll
  static void run() {
    kit =
        Kit.run(
            Map.of(
                "junit.jupiter.execution.parallel.enabled", "true",
                "junit.jupiter.execution.parallel.mode.default", "concurrent",
                "junit.jupiter.execution.parallel.config.strategy", "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "8"),
            Hanging.class);
  }

  @AfterAll
  static void end() {
    OVER.countDown();
  }

  @Test
  void every_wait_for_a_worker_that_gets_nowhere_ends_with_what_is_left_and_why() {
    for (String test :
        List.of("runs", "ignores", "stops", "closesWhatItBuilt", "closesTheDocket")) {
      assertThat(kit.of(test).message())
          .as(test)
          .contains("Nothing has started or ended for 3 s", "What is left, and why")
          .contains("Greet[greet] running on worker", "its handler has run for")
          .contains("HangWatchTest$Hanging." + (test.matches("ignores|.*Built") ? "ign" : "waits"));
    }
    assertThat(kit.of("closesWhatItBuilt").message()).contains("on worker built");
  }

  @Test
  void a_time_out_of_JUnit_is_not_waited_for_in_vain() {
    assertThat(kit.of("isInterrupted").error())
        .hasStackTraceContaining("The test was interrupted while its worker ran")
        .hasStackTraceContaining("HangWatchTest$Hanging.ignoresInterrupts");
  }

  @Test
  void a_task_that_repeats_itself_is_named() {
    assertThat(kit.of("goesOn").message())
        .contains("Poll has run 1", "goes on for ever", "take a TestWorker", "runNext(n)");
  }

  @DocketTest(hangAfter = "2s", clock = ClockMode.REAL)
  static class Patient {
    @Test
    void waitsForWhatIsDueLater(Docket docket, Worker worker) {
      List<Instant> ran = new CopyOnWriteArrayList<>();
      docket.register(Greet.class, greet -> ran.add(Instant.now()));
      docket.add(new Greet("Alice"), Schedule.in(Duration.ofMillis(2600)));
      worker.runUntilFinished();
      assertThat(ran).hasSize(1);
    }
  }

  @DocketTest
  static class Often {
    @Test
    void runsOftenButNotForEver(Docket docket, Worker worker, TestClock clock) {
      List<Instant> ran = new CopyOnWriteArrayList<>();
      docket.register(Poll.class, poll -> ran.add(clock.now()));
      worker.runUntil(clock.now().plus(Duration.ofDays(4)));
      assertThat(ran).hasSize(4 * 24 * 12 + 1);
    }
  }

  @Test
  void what_ends_by_itself_is_waited_for() {
    assertThat(Kit.run(Patient.class, Often.class).failures()).isEmpty();
  }
}
