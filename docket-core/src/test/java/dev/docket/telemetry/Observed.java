package dev.docket.telemetry;

import dev.docket.Docket;
import dev.docket.RunReport;
import dev.docket.Worker;
import dev.docket.local.LocalRedis;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A docket on a real Redis whose metrics and spans are kept in memory. */
final class Observed implements AutoCloseable {

  private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(metrics).build())
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(spans))
                  .build())
          .build();
  private final String url;
  private final String name = "observed-" + UUID.randomUUID();
  final Docket docket;

  Observed() {
    this(LocalRedis.shared("docket-core-tests").url());
  }

  Observed(String url) {
    this.url = url;
    this.docket = connect();
  }

  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(30));
  }

  /** Another object for the same docket, with the same OpenTelemetry. */
  Docket connect() {
    return Docket.builder()
        .url(url)
        .name(name)
        .heartbeatInterval(Duration.ofMillis(300))
        .missedHeartbeats(8)
        .openTelemetry(sdk)
        .build();
  }

  OpenTelemetrySdk sdk() {
    return sdk;
  }

  Worker worker() {
    return Worker.builder(docket).name("w").build();
  }

  RunReport runUntilFinished() {
    try (Worker worker = worker()) {
      return worker.runUntilFinished();
    }
  }

  Collection<MetricData> metrics() {
    return metrics.collectAllMetrics();
  }

  /** The value of a counter or gauge {@code docket_<name>}, over all its series; 0 without any. */
  long value(String name) {
    return points(name).mapToLong(point -> ((LongPointData) point).getValue()).sum();
  }

  /** The value of one series, by the value of its label {@code task}. */
  long value(String name, Class<?> task) {
    return points(name)
        .filter(
            p -> task.getSimpleName().equals(p.getAttributes().get(AttributeKey.stringKey("task"))))
        .mapToLong(point -> ((LongPointData) point).getValue())
        .sum();
  }

  /** How often a histogram {@code docket_<name>} was recorded to. */
  List<HistogramPointData> histogram(String name) {
    return points(name).map(HistogramPointData.class::cast).toList();
  }

  Stream<? extends PointData> points(String name) {
    return metrics().stream()
        .filter(metric -> metric.getName().equals("docket_" + name))
        .flatMap(metric -> metric.getData().getPoints().stream());
  }

  List<SpanData> spans(String name) {
    return spans.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .toList();
  }

  @Override
  public void close() {
    docket.clear();
    docket.close();
    sdk.close();
  }
}
