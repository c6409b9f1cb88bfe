package dev.docket.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Strike.Operator;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.Cooldown;
import dev.docket.behavior.Debounce;
import dev.docket.behavior.Perpetual;
import dev.docket.behavior.Retry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is counted, when, and that it is counted once. */
class MetricsTest {

  record Job(int number) implements Task {}

  @Retry(attempts = 2)
  record Broken() implements Task {}

  @Perpetual(every = "5ms")
  record Tick() implements Task {}

  @Cooldown("1h")
  record Alert() implements Task {}

  @Debounce("50ms")
  record Reindex() implements Task {}

  private final Observed observed = new Observed();
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  @AfterEach
  void close() {
    observed.close();
  }

  /** Its first run waits until it is let go; it does not mind being interrupted if told so. */
  private void registerWaiting() {
    observed.docket.register(
        Job.class,
        (job, context) -> {
          if (job.number() == 0 && !context.redelivered()) {
            started.countDown();
            go.await();
          }
        });
  }

  private void awaitStart() throws InterruptedException {
    assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private void await(String metric, long value) {
    Observed.await().untilAsserted(() -> assertThat(observed.value(metric)).isEqualTo(value));
  }

  @Test
  void every_metric_has_its_name_its_unit_and_bounded_labels() {
    observed.docket.register(
        Broken.class,
        broken -> {
          throw new IllegalStateException("broken");
        });
    observed.docket.register(
        Tick.class,
        (tick, context) -> {
          if (context.when().isAfter(Instant.EPOCH)) {
            context.perpetual().cancel();
          }
        });
    observed.docket.add(new Broken());
    observed.docket.add(new Tick());
    observed.runUntilFinished();

    Map<String, String> units =
        observed.metrics().stream()
            .collect(Collectors.toMap(MetricData::getName, MetricData::getUnit));
    assertThat(units)
        .containsEntry("docket_task_duration", "s")
        .containsEntry("docket_task_punctuality", "s")
        .containsEntry("docket_tasks_running", "{execution}")
        .containsEntry("docket_queue_depth", "{execution}")
        .containsEntry("docket_schedule_depth", "{execution}")
        .containsEntry("docket_parked_depth", "{execution}")
        .containsEntry("docket_strikes_in_effect", "{strike}")
        .containsEntry("docket_tasks_added", "{execution}")
        .containsEntry("docket_tasks_failed", "{execution}");
    Set<String> labels =
        observed.metrics().stream()
            .flatMap(metric -> metric.getData().getPoints().stream())
            .flatMap(point -> point.getAttributes().asMap().keySet().stream())
            .map(AttributeKey::getKey)
            .collect(Collectors.toSet());
    assertThat(labels).containsExactlyInAnyOrder("docket", "task", "worker");
  }

  @Test
  void adds_count_what_was_asked_and_what_was_scheduled() {
    observed.docket.strike(Strike.parameter("number", Operator.EQ, 13));

    observed.docket.add(new Job(1), Schedule.keyed("a"));
    observed.docket.add(new Job(1), Schedule.keyed("a"));
    observed.docket.add(new Job(13));
    observed.docket.replace(new Job(2), Schedule.keyed("a"));

    assertThat(observed.value("tasks_added", Job.class)).isEqualTo(2);
    assertThat(observed.value("tasks_replaced", Job.class)).isEqualTo(1);
    assertThat(observed.value("tasks_scheduled", Job.class)).isEqualTo(2);
    assertThat(observed.value("tasks_stricken", Job.class)).isEqualTo(1);
    assertThat(observed.value("tasks_cancelled")).isZero();
  }

  @Test
  void a_run_counts_its_start_its_end_and_how_long_and_how_late() {
    observed.docket.register(Job.class, job -> {});
    observed.docket.add(new Job(1), Schedule.at(Instant.now().minusSeconds(100)));
    observed.runUntilFinished();

    assertThat(observed.value("tasks_started", Job.class)).isEqualTo(1);
    assertThat(observed.value("tasks_succeeded", Job.class)).isEqualTo(1);
    assertThat(observed.value("tasks_completed", Job.class)).isEqualTo(1);
    assertThat(observed.value("tasks_failed")).isZero();
    assertThat(observed.value("tasks_running")).isZero();
    assertThat(observed.histogram("task_duration"))
        .singleElement()
        .satisfies(p -> assertThat(p.getCount()).isEqualTo(1))
        .satisfies(p -> assertThat(p.getBoundaries()).contains(0.005, 1.0, 1800.0));
    assertThat(observed.histogram("task_punctuality"))
        .singleElement()
        .satisfies(p -> assertThat(p.getSum()).isBetween(100.0, 130.0));
    assertThat(observed.points("tasks_started"))
        .singleElement()
        .satisfies(
            p ->
                assertThat(p.getAttributes().get(AttributeKey.stringKey("worker"))).isEqualTo("w"));
  }

  @Test
  void a_failure_counts_once_after_its_retries() {
    observed.docket.register(
        Broken.class,
        broken -> {
          throw new IllegalStateException("broken");
        });
    observed.docket.add(new Broken());
    observed.runUntilFinished();

    assertThat(observed.value("tasks_started")).isEqualTo(2);
    assertThat(observed.value("tasks_retried")).isEqualTo(1);
    assertThat(observed.value("tasks_failed")).isEqualTo(1);
    assertThat(observed.value("tasks_completed")).isEqualTo(1);
    assertThat(observed.value("tasks_succeeded")).isZero();
  }

  @Test
  void a_chain_counts_each_successor() {
    observed.docket.register(Tick.class, tick -> {});
    observed.docket.add(new Tick(), Schedule.keyed("tick"));
    try (Worker worker = observed.worker()) {
      worker.runAtMost(Map.of("tick", 3));
    }

    assertThat(observed.value("tasks_succeeded")).isEqualTo(3);
    assertThat(observed.value("tasks_perpetuated")).isEqualTo(2);
    assertThat(observed.value("tasks_scheduled")).isEqualTo(1);
  }

  @Test
  void a_cancel_of_what_is_pending_counts_at_once_and_of_what_runs_at_its_end()
      throws InterruptedException {
    registerWaiting();
    observed.docket.add(new Job(1), Schedule.in(Duration.ofHours(1)).withKey("pending")).cancel();
    observed.docket.cancel("pending");
    observed.docket.cancel("nothing");
    assertThat(observed.value("tasks_cancelled", Job.class)).isEqualTo(1);

    observed.docket.add(new Job(0), Schedule.keyed("running"));
    try (Worker worker = observed.worker()) {
      worker.start();
      awaitStart();
      observed.docket.cancel("running");
      observed.docket.cancel("running");
    }
    assertThat(observed.value("tasks_cancelled", Job.class)).isEqualTo(2);
    assertThat(observed.value("tasks_completed")).isZero();
    assertThat(observed.value("tasks_running")).isZero();
  }

  @Test
  void what_is_cleared_dropped_or_debounced_counts_as_cancelled() {
    observed.docket.add(new Job(1));
    observed.docket.add(new Job(2), Schedule.in(Duration.ofHours(1)));
    observed.docket.clear();
    assertThat(observed.value("tasks_cancelled", Job.class)).isEqualTo(2);

    observed.docket.register(Alert.class, alert -> {});
    observed.docket.register(Reindex.class, reindex -> {});
    for (int i = 0; i < 3; i++) {
      observed.docket.add(new Alert());
      observed.docket.add(new Reindex());
    }
    observed.runUntilFinished();

    assertThat(observed.value("tasks_cancelled", Alert.class)).isEqualTo(2);
    assertThat(observed.value("tasks_cancelled", Reindex.class)).isEqualTo(2);
    assertThat(observed.value("tasks_started", Reindex.class)).isEqualTo(1);
  }

  @Test
  void a_strike_of_what_is_pending_counts_when_it_is_claimed() {
    observed.docket.register(Job.class, job -> {});
    observed.docket.add(new Job(1));
    observed.docket.strike(Strike.task(Job.class));
    observed.runUntilFinished();

    assertThat(observed.value("tasks_stricken", Job.class)).isEqualTo(1);
    assertThat(observed.value("tasks_started")).isZero();
    assertThat(observed.value("tasks_cancelled")).isZero();
  }

  @Test
  void what_a_crash_left_counts_as_redelivered_and_nothing_runs_on_in_the_gauge()
      throws InterruptedException {
    registerWaiting();
    observed.docket.add(new Job(0));
    try (Worker dead = observed.worker();
        Worker other = observed.worker()) {
      dead.start();
      awaitStart();
      assertThat(observed.value("tasks_running", Job.class)).isEqualTo(1);
      dead.faults().crash();
      other.start();
      await("tasks_succeeded", 1);
    }

    assertThat(observed.value("tasks_redelivered", Job.class)).isEqualTo(1);
    assertThat(observed.value("tasks_started")).isEqualTo(2);
    assertThat(observed.value("tasks_superseded")).isZero();
    await("tasks_running", 0);
  }

  @Test
  void an_execution_that_nobody_survives_counts_as_failed() throws InterruptedException {
    observed.docket.register(
        Job.class,
        job -> {
          started.countDown();
          go.await();
        });
    observed.docket.add(new Job(0));
    try (Worker dead = Worker.builder(observed.docket).maxDeliveries(1).build();
        Worker other = Worker.builder(observed.docket).maxDeliveries(1).build()) {
      dead.start();
      awaitStart();
      dead.faults().crash();
      other.start();
      await("tasks_failed", 1);
    }

    assertThat(observed.value("tasks_completed", Job.class)).isEqualTo(1);
    assertThat(observed.value("tasks_started")).isEqualTo(1);
  }

  @Test
  void what_is_handed_back_no_longer_runs_and_has_not_ended() throws InterruptedException {
    registerWaiting();
    observed.docket.add(new Job(0));
    try (Worker worker =
        Worker.builder(observed.docket).drainTimeout(Duration.ofMillis(20)).build()) {
      worker.start();
      awaitStart();
    }

    assertThat(observed.value("tasks_started")).isEqualTo(1);
    assertThat(observed.value("tasks_running")).isZero();
    assertThat(observed.value("tasks_completed")).isZero();
    assertThat(observed.value("tasks_superseded")).isZero();
  }

  @Test
  void a_run_whose_execution_was_replaced_counts_as_superseded() throws InterruptedException {
    registerWaiting();
    observed.docket.add(new Job(0), Schedule.keyed("k"));
    try (Worker worker = observed.worker()) {
      worker.start();
      awaitStart();
      observed.docket.replace(new Job(1), Schedule.keyed("k"));
      go.countDown();
      await("tasks_succeeded", 1);
      await("tasks_superseded", 1);
    }

    assertThat(observed.value("tasks_started", Job.class)).isEqualTo(2);
    assertThat(observed.value("tasks_completed", Job.class)).isEqualTo(1);
    assertThat(observed.value("tasks_running")).isZero();
  }
}
