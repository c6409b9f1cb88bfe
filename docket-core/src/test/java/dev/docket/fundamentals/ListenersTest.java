package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Disposition;
import dev.docket.Docket;
import dev.docket.DocketListener;
import dev.docket.ExecutionState;
import dev.docket.RunReport;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.Cooldown;
import dev.docket.behavior.Retry;
import dev.docket.tasks.Fail;
import dev.docket.tasks.Sleep;
import dev.docket.tasks.Trace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a listener is told, and the built-in tasks as an example. */
class ListenersTest extends OnVirtualTime {

  @Retry(attempts = 2)
  record Flaky(int failures) implements Task {}

  @Cooldown("1h")
  record Seldom() implements Task {}

  private final List<String> told = new CopyOnWriteArrayList<>();

  private final class Scribe implements DocketListener {
    @Override
    public void scheduled(String key, String taskName, Instant when, Disposition disposition) {
      told.add(disposition + " " + key + " " + taskName + " " + when);
    }

    @Override
    public void runStarted(RunStarted run) {
      told.add("started " + run.key() + " " + run.attempt() + " " + run.worker());
    }

    @Override
    public void runEnded(RunEnded run) {
      String error = run.error() == null ? "" : " " + run.error().getMessage();
      told.add(run.outcome() + " " + run.key() + " " + run.attempt() + error);
    }
  }

  private static final class Broken implements DocketListener {
    @Override
    public void scheduled(String key, String taskName, Instant when, Disposition disposition) {
      throw new IllegalStateException("of no use");
    }

    @Override
    public void runStarted(RunStarted run) {
      throw new AssertionError("of no use");
    }

    @Override
    public void runEnded(RunEnded run) {
      throw new IllegalStateException("of no use");
    }
  }

  @Override
  Docket.Builder settings() {
    return super.settings().listener(new Broken()).listener(new Scribe());
  }

  private RunReport runOnW() {
    try (Worker worker = Worker.builder(docket).name("w").build()) {
      return worker.runUntilFinished();
    }
  }

  @Test
  void every_step_is_told_in_order_whatever_another_listener_throws() {
    docket.register(
        Flaky.class,
        (flaky, context) -> {
          if (context.attempt() <= flaky.failures()) {
            throw new IllegalStateException("flaky");
          }
        });
    docket.add(new Flaky(1), Schedule.keyed("a"));
    docket.add(new Flaky(1), Schedule.keyed("a"));
    runOnW();
    docket.add(new Flaky(2), Schedule.keyed("b"));
    runOnW();

    assertThat(told)
        .containsExactly(
            "SCHEDULED a Flaky 2030-01-01T00:00:00Z",
            "ALREADY_SCHEDULED a Flaky 2030-01-01T00:00:00Z",
            "started a 1 w",
            "RETRIED a 1 flaky",
            "started a 2 w",
            "SUCCEEDED a 2",
            "SCHEDULED b Flaky 2030-01-01T00:00:05Z",
            "started b 1 w",
            "RETRIED b 1 flaky",
            "started b 2 w",
            "FAILED b 2 flaky");
  }

  @Test
  void what_is_struck_or_dropped_before_its_start_is_told_as_ended() {
    docket.register(Flaky.class, flaky -> {});
    docket.register(Seldom.class, seldom -> {});
    docket.add(new Flaky(0), Schedule.keyed("struck"));
    docket.strike(Strike.task(Flaky.class));
    docket.add(new Flaky(0), Schedule.keyed("refused"));
    docket.add(new Seldom(), Schedule.keyed("first"));
    docket.add(new Seldom(), Schedule.keyed("second"));

    runOnW();

    assertThat(told)
        .contains("STRUCK struck 1", "STRUCK refused Flaky 2030-01-01T00:00:00Z")
        .contains("SUCCEEDED first 1", "CANCELLED second 1")
        .noneMatch(line -> line.startsWith("started struck"))
        .noneMatch(line -> line.startsWith("started second"));
  }

  @Test
  void a_cancelled_run_is_told_as_such() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    docket.register(
        Flaky.class,
        flaky -> {
          started.countDown();
          new CountDownLatch(1).await();
        });
    docket.add(new Flaky(0), Schedule.keyed("a"));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      docket.cancel("a");
    }

    assertThat(told).anyMatch(line -> line.startsWith("CANCELLED a 1"));
    assertThat(docket.execution("a").orElseThrow().state()).isEqualTo(ExecutionState.CANCELLED);
  }

  @Test
  void every_worker_knows_the_built_in_tasks() {
    docket.add(new Trace("hello"));
    docket.add(new Sleep(0.01));
    docket.add(new Fail("on purpose"), Schedule.keyed("fail"));
    docket.add("trace", Map.of("message", "by name"), Schedule.now());

    assertThat(runOnW()).isEqualTo(new RunReport(3, 1, 1, 0, 0));
    assertThat(docket.execution("fail").orElseThrow().error())
        .isEqualTo("IllegalStateException: on purpose");
  }
}
