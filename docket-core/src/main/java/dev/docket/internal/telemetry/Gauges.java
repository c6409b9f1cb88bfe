package dev.docket.internal.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gauges of one docket, read when metrics are collected and never otherwise. However many
 * objects of this process stand for the docket, it is read once for each collection.
 */
final class Gauges {

  private static final Logger LOG = LoggerFactory.getLogger(Gauges.class);
  private static final long PATIENCE_MILLIS = 2000;

  // Guarded by LOCK. Dockets are told apart by name, as their series are.
  private static final Map<Subject, Gauges> OPEN = new HashMap<>();
  private static final ReentrantLock LOCK = new ReentrantLock();

  /** Where the numbers of a docket come from. */
  record Source(Supplier<? extends Future<Depths>> depths, LongSupplier strikes) {}

  private record Subject(OpenTelemetry telemetry, String docket) {}

  private final Attributes labels;
  private final List<Source> sources = new CopyOnWriteArrayList<>();
  private final ObservableLongMeasurement queued;
  private final ObservableLongMeasurement scheduled;
  private final ObservableLongMeasurement parked;
  private final ObservableLongMeasurement strikes;
  private final BatchCallback callback;

  private Gauges(Meter meter, Attributes labels) {
    this.labels = labels;
    this.queued =
        gauge(meter, "docket_queue_depth", "{execution}", "Executions that are due and do not run");
    this.scheduled =
        gauge(meter, "docket_schedule_depth", "{execution}", "Executions that are due later");
    this.parked =
        gauge(
            meter,
            "docket_parked_depth",
            "{execution}",
            "Executions that wait for a slot of a concurrency limit");
    this.strikes = gauge(meter, "docket_strikes_in_effect", "{strike}", "Strikes in force");
    this.callback = meter.batchCallback(this::observe, queued, scheduled, parked, strikes);
  }

  private static ObservableLongMeasurement gauge(
      Meter meter, String name, String unit, String description) {
    return meter
        .gaugeBuilder(name)
        .ofLongs()
        .setUnit(unit)
        .setDescription(description)
        .buildObserver();
  }

  /** Reads a docket from this source, until the result is closed. */
  static AutoCloseable observe(
      OpenTelemetry telemetry, Meter meter, String docket, Attributes labels, Source source) {
    Subject subject = new Subject(telemetry, docket);
    LOCK.lock();
    try {
      OPEN.computeIfAbsent(subject, made -> new Gauges(meter, labels)).sources.add(source);
    } finally {
      LOCK.unlock();
    }
    return () -> forget(subject, source);
  }

  private static void forget(Subject subject, Source source) {
    LOCK.lock();
    try {
      Gauges gauges = OPEN.get(subject);
      if (gauges != null && gauges.sources.remove(source) && gauges.sources.isEmpty()) {
        OPEN.remove(subject);
        gauges.callback.close();
      }
    } finally {
      LOCK.unlock();
    }
  }

  /**
   * Called by whoever collects. Without an answer from Redis there is no value, not a wrong one.
   */
  private void observe() {
    Source source = sources.stream().findFirst().orElse(null);
    if (source == null) {
      return;
    }
    strikes.record(source.strikes().getAsLong(), labels);
    try {
      Depths depths = source.depths().get().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      queued.record(depths.queued(), labels);
      scheduled.record(depths.scheduled(), labels);
      parked.record(depths.parked(), labels);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      LOG.debug("The depths of {} could not be read", labels, e);
    }
  }
}
