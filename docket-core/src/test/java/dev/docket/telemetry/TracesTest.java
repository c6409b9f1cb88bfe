package dev.docket.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Placement;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.Perpetual;
import dev.docket.behavior.Retry;
import dev.docket.local.LocalRedis;
import io.lettuce.core.RedisClient;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spans, and the way of a trace from who schedules a run to the run. */
class TracesTest {

  record Job(int number) implements Task {}

  @Retry(attempts = 3, delay = "5ms")
  record Flaky() implements Task {}

  @Perpetual(every = "5ms")
  record Tick() implements Task {}

  private final Observed observed = new Observed();

  @AfterEach
  void close() {
    observed.close();
  }

  /** Does something within a span and returns that span's trace id. */
  @SuppressWarnings("try")
  private String traced(Runnable action) {
    Span span = observed.sdk().getTracer("test").spanBuilder("request").startSpan();
    try (Scope scope = span.makeCurrent()) {
      action.run();
    } finally {
      span.end();
    }
    return span.getSpanContext().getTraceId();
  }

  private List<String> linkedTraces(String task) {
    return observed.spans(task).stream()
        .flatMap(span -> span.getLinks().stream())
        .map(link -> link.getSpanContext().getTraceId())
        .toList();
  }

  private static String attribute(SpanData span, String name) {
    return span.getAttributes().get(AttributeKey.stringKey(name));
  }

  @Test
  void each_operation_has_its_span() {
    observed.docket.add(new Job(1), Schedule.keyed("k"));
    observed.docket.replace(new Job(2), Schedule.keyed("k"));
    observed.docket.cancel("k");
    observed.docket.strike(Strike.task("nobody"));
    observed.docket.restore(Strike.task("nobody"));
    observed.docket.clear();

    assertThat(observed.spans("docket.add"))
        .singleElement()
        .satisfies(
            span -> {
              assertThat(attribute(span, "docket.name")).isEqualTo(observed.docket.name());
              assertThat(attribute(span, "docket.task")).isEqualTo("Job");
              assertThat(attribute(span, "docket.key")).isEqualTo("k");
            });
    for (String verb : List.of("replace", "cancel", "strike", "restore", "clear")) {
      assertThat(observed.spans("docket." + verb)).as(verb).hasSize(1);
    }
  }

  @Test
  void a_run_is_a_consumer_named_after_its_task_and_linked_to_who_added_it() {
    observed.docket.register(Job.class, job -> observed.docket.add(new Flaky()));
    String trace = traced(() -> observed.docket.add(new Job(1), Schedule.keyed("k")));
    observed.docket.strike(Strike.task(Flaky.class));
    observed.runUntilFinished();

    SpanData add = observed.spans("docket.add").getFirst();
    assertThat(add.getTraceId()).isEqualTo(trace);
    SpanData run = observed.spans("Job").getFirst();
    assertThat(run.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(run.getTraceId()).isNotEqualTo(trace);
    assertThat(run.getParentSpanContext().isValid()).isFalse();
    assertThat(run.getLinks())
        .extracting(LinkData::getSpanContext)
        .singleElement()
        .satisfies(link -> assertThat(link.getSpanId()).isEqualTo(add.getSpanId()));
    assertThat(attribute(run, "docket.key")).isEqualTo("k");
    assertThat(attribute(run, "docket.worker")).isEqualTo("w");
    assertThat(attribute(run, "docket.outcome")).isEqualTo("succeeded");
    assertThat(run.getAttributes().get(AttributeKey.longKey("docket.attempt"))).isEqualTo(1);
    assertThat(run.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    SpanData within = observed.spans("docket.add").getLast();
    assertThat(within.getParentSpanId()).isEqualTo(run.getSpanId());
  }

  @Test
  void the_link_is_kept_by_the_schedule_by_addAll_and_by_retries_with_their_errors() {
    observed.docket.register(Job.class, job -> {});
    observed.docket.register(
        Flaky.class,
        (flaky, context) -> {
          if (context.attempt() < 3) {
            throw new IllegalStateException("not yet");
          }
        });
    String trace =
        traced(
            () -> {
              observed.docket.add(new Flaky());
              observed.docket.add(new Job(1), Schedule.in(Duration.ofMillis(20)));
              observed.docket.addAll(
                  List.of(
                      new Placement(new Job(2), Schedule.now()),
                      new Placement(new Job(3), Schedule.in(Duration.ofMillis(20)))));
            });
    observed.runUntilFinished();

    assertThat(linkedTraces("Job")).hasSize(3).containsOnly(trace);
    assertThat(linkedTraces("Flaky")).hasSize(3).containsOnly(trace);
    assertThat(observed.spans("Flaky"))
        .extracting(span -> span.getStatus().getStatusCode())
        .containsExactly(StatusCode.ERROR, StatusCode.ERROR, StatusCode.UNSET);
    assertThat(observed.spans("Flaky").getFirst().getEvents())
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.getAttributes().asMap().values())
                    .contains("java.lang.IllegalStateException", "not yet"));
  }

  @Test
  void the_link_is_kept_along_a_chain() {
    observed.docket.register(Tick.class, tick -> {});
    String trace = traced(() -> observed.docket.add(new Tick(), Schedule.keyed("tick")));
    try (Worker worker = observed.worker()) {
      worker.runAtMost(Map.of("tick", 3));
    }

    assertThat(linkedTraces("Tick")).hasSize(3).containsOnly(trace);
  }

  @Test
  void the_link_is_kept_when_a_failed_execution_is_requeued() {
    AtomicBoolean broken = new AtomicBoolean(true);
    observed.docket.register(
        Job.class,
        job -> {
          if (broken.get()) {
            throw new IllegalStateException("broken");
          }
        });
    String trace = traced(() -> observed.docket.add(new Job(1), Schedule.keyed("k")));
    observed.runUntilFinished();
    broken.set(false);
    observed.docket.requeue("k");
    observed.runUntilFinished();

    assertThat(linkedTraces("Job")).hasSize(2).containsOnly(trace);
  }

  @Test
  void the_link_is_kept_by_redelivery_and_by_what_nobody_survives() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    observed.docket.register(
        Job.class,
        job -> {
          started.countDown();
          new CountDownLatch(1).await();
        });
    String trace = traced(() -> observed.docket.add(new Job(1), Schedule.keyed("k")));
    try (Worker dead = Worker.builder(observed.docket).maxDeliveries(1).build();
        Worker other = Worker.builder(observed.docket).maxDeliveries(1).build()) {
      dead.start();
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      dead.faults().crash();
      other.start();
      Observed.await().until(() -> !observed.docket.failed(1).isEmpty());
    }
    observed.docket.register(Job.class, job -> {});
    observed.docket.requeue("k");
    observed.runUntilFinished();

    assertThat(linkedTraces("Job")).hasSize(2).containsOnly(trace);
  }

  @Test
  void a_cancelled_run_is_no_error() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    observed.docket.register(
        Job.class,
        job -> {
          started.countDown();
          new CountDownLatch(1).await();
        });
    observed.docket.add(new Job(1), Schedule.keyed("k"));
    try (Worker worker = observed.worker()) {
      worker.start();
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      observed.docket.cancel("k");
    }

    SpanData run = observed.spans("Job").getFirst();
    assertThat(attribute(run, "docket.outcome")).isEqualTo("cancelled");
    assertThat(run.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(run.getEvents()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "00-1-2-3", "a-b-c-d", "---", "00-%-ü-\n"})
  void a_trace_context_of_garbage_is_passed_over(String garbage) {
    observed.docket.register(Job.class, job -> {});
    RedisClient client = RedisClient.create(LocalRedis.shared("docket-core-tests").url());
    client
        .connect()
        .sync()
        .xadd(
            "{" + observed.docket.name() + "}:stream",
            Map.of("key", "k", "task", "Job", "args", "{\"number\":1}", "trace", garbage));
    assertThat(observed.runUntilFinished().succeeded()).isEqualTo(1);

    assertThat(observed.spans("Job")).hasSize(1);
    assertThat(linkedTraces("Job")).isEmpty();
    client.shutdown();
  }
}
