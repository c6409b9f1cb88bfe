package dev.docket.internal.telemetry;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one docket object. Labels are docket, task and worker: bounded by what is
 * deployed.
 */
public final class Telemetry {

  private static final AttributeKey<String> DOCKET = AttributeKey.stringKey("docket");
  private static final AttributeKey<String> TASK = AttributeKey.stringKey("task");
  private static final AttributeKey<String> WORKER = AttributeKey.stringKey("worker");

  private final String docket;
  private final Map<Label, Attributes> labels = new ConcurrentHashMap<>();
  private final Map<Event, LongCounter> counters = new EnumMap<>(Event.class);
  private final DoubleHistogram duration;
  private final DoubleHistogram punctuality;
  private final LongUpDownCounter running;
  private final LongCounter disruptions;
  private final Tracing tracing;

  public Telemetry(@Nullable OpenTelemetry given, String docket) {
    OpenTelemetry telemetry = given == null ? GlobalOpenTelemetry.get() : given;
    this.docket = docket;
    Meter meter = telemetry.getMeter("dev.docket");
    for (Event event : Event.values()) {
      counters.put(event, meter.counterBuilder(event.metric()).build());
    }
    this.duration = meter.histogramBuilder("docket_task_duration").setUnit("s").build();
    this.punctuality = meter.histogramBuilder("docket_task_punctuality").setUnit("s").build();
    this.running = meter.upDownCounterBuilder("docket_tasks_running").build();
    this.disruptions = meter.counterBuilder("docket_redis_disruptions").build();
    this.tracing = new Tracing(telemetry, docket);
  }

  /** Spans and trace context. */
  public Tracing tracing() {
    return tracing;
  }

  /** Counts something that a producer did. */
  public void count(Event event, String task) {
    counter(event).add(1, Attributes.of(DOCKET, docket, TASK, task));
  }

  /** Counts something that a worker did. */
  public void count(Event event, String task, String worker) {
    counter(event).add(1, labels(task, worker));
  }

  /** Records that a run began, so long after it was due. */
  public void runStarted(String task, String worker, Duration late) {
    Attributes labels = labels(task, worker);
    counter(Event.STARTED).add(1, labels);
    running.add(1, labels);
    punctuality.record(late.toNanos() / 1e9, labels);
  }

  /** Records that a run ended. */
  public void runEnded(String task, String worker, Duration took) {
    Attributes labels = labels(task, worker);
    running.add(-1, labels);
    duration.record(took.toNanos() / 1e9, labels);
  }

  /** Counts a trouble with Redis that a worker survived. */
  public void disrupted(String worker) {
    disruptions.add(1, Attributes.of(DOCKET, docket, WORKER, worker));
  }

  private LongCounter counter(Event event) {
    LongCounter counter = counters.get(event);
    if (counter == null) {
      throw new IllegalStateException("No counter for " + event);
    }
    return counter;
  }

  /** Made once for each task and worker: every run needs them several times. */
  private Attributes labels(String task, String worker) {
    return labels.computeIfAbsent(
        new Label(task, worker),
        label -> Attributes.of(DOCKET, docket, TASK, label.task(), WORKER, label.worker()));
  }

  private record Label(String task, String worker) {}
}
