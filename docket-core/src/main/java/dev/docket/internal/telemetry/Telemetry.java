package dev.docket.internal.telemetry;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one docket object. Labels are docket, task and worker: bounded by what is
 * deployed.
 */
public final class Telemetry implements AutoCloseable {

  private static final List<Double> SECONDS =
      List.of(
          0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0,
          1800.0);

  private final OpenTelemetry telemetry;
  private final Meter meter;
  private final String docket;
  private final Labels labels;
  private final Map<Event, LongCounter> counters = new EnumMap<>(Event.class);
  private final DoubleHistogram duration;
  private final DoubleHistogram punctuality;
  private final LongUpDownCounter running;
  private final LongCounter disruptions;
  private final Tracing tracing;
  private final AtomicReference<AutoCloseable> gauges = new AtomicReference<>(() -> {});

  /** Without one given, the global one counts, if it is set by now; it is not set by asking. */
  public Telemetry(@Nullable OpenTelemetry given, String docket) {
    this.telemetry = given == null ? GlobalOpenTelemetry.getOrNoop() : given;
    this.docket = docket;
    this.labels = new Labels(docket);
    this.meter = telemetry.getMeter("dev.docket");
    for (Event event : Event.values()) {
      counters.put(
          event,
          meter
              .counterBuilder(event.metric())
              .setUnit("{execution}")
              .setDescription(event.meaning())
              .build());
    }
    this.duration = seconds("docket_task_duration", "How long handlers ran");
    this.punctuality =
        seconds("docket_task_punctuality", "How long after their due time runs started");
    this.running =
        meter
            .upDownCounterBuilder("docket_tasks_running")
            .setUnit("{execution}")
            .setDescription("Executions whose handler runs now")
            .build();
    this.disruptions =
        meter
            .counterBuilder("docket_redis_disruptions")
            .setUnit("{disruption}")
            .setDescription("Troubles with Redis that a worker survived")
            .build();
    this.tracing = new Tracing(telemetry, docket);
  }

  private DoubleHistogram seconds(String name, String description) {
    return meter
        .histogramBuilder(name)
        .setUnit("s")
        .setDescription(description)
        .setExplicitBucketBoundariesAdvice(SECONDS)
        .build();
  }

  /** Says where the gauges of the docket are read, until this is closed. */
  public void observe(Supplier<? extends Future<Depths>> depths, LongSupplier strikes) {
    gauges.set(
        Gauges.observe(
            telemetry, meter, docket, labels.of("", ""), new Gauges.Source(depths, strikes)));
  }

  /** Spans and trace context. */
  public Tracing tracing() {
    return tracing;
  }

  /** Counts something that a producer did. */
  public void count(Event event, String task) {
    count(event, task, "");
  }

  /** Counts something that a worker did. */
  public void count(Event event, String task, String worker) {
    counter(event).add(1, labels.of(task, worker));
  }

  /** Records that a run began, so long after it was due. */
  public void runStarted(String task, String worker, Duration late) {
    Attributes attributes = labels.of(task, worker);
    counter(Event.STARTED).add(1, attributes);
    running.add(1, attributes);
    punctuality.record(Math.max(0, late.toNanos() / 1e9), attributes);
  }

  /** Records that a handler runs no longer, whatever becomes of its run. */
  public void runEnded(String task, String worker, Duration took) {
    Attributes attributes = labels.of(task, worker);
    running.add(-1, attributes);
    duration.record(took.toNanos() / 1e9, attributes);
  }

  /** Counts a trouble with Redis that a worker survived. */
  public void disrupted(String worker) {
    disruptions.add(1, labels.of("", worker));
  }

  private LongCounter counter(Event event) {
    LongCounter counter = counters.get(event);
    if (counter == null) {
      throw new IllegalStateException("No counter for " + event);
    }
    return counter;
  }

  /** Ends the reading of gauges. */
  @Override
  public void close() {
    try {
      gauges.getAndSet(() -> {}).close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
