package dev.docket.internal.telemetry;

import dev.docket.Docket;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import java.io.UncheckedIOException;

/**
 * Serves the metrics of a docket to Prometheus, at {@code /metrics} of a port. Needs {@code
 * io.opentelemetry:opentelemetry-exporter-prometheus} on the class path. Spans go where the global
 * OpenTelemetry sends them.
 */
public final class MetricsEndpoint implements AutoCloseable {

  private final SdkMeterProvider meters;

  private MetricsEndpoint(SdkMeterProvider meters) {
    this.meters = meters;
  }

  /**
   * Listens on all addresses of this machine.
   *
   * @throws IllegalArgumentException when it cannot; the message is meant for whoever gave the port
   */
  public static MetricsEndpoint open(int port) {
    try {
      PrometheusHttpServer server =
          PrometheusHttpServer.builder().setPort(port).setOtelScopeLabelsEnabled(false).build();
      return new MetricsEndpoint(SdkMeterProvider.builder().registerMetricReader(server).build());
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException(
          "Metrics cannot be served on port %d: %s. Is something else listening there? Choose another port"
              .formatted(port, e.getCause().getMessage()),
          e);
    } catch (NoClassDefFoundError e) {
      throw new IllegalArgumentException(
          "Metrics need io.opentelemetry:opentelemetry-exporter-prometheus on the class path: add it,"
              + " or use the runnable jar, which contains it",
          e);
    }
  }

  /** Lets a docket count here. */
  public void instrument(Docket.Builder docket) {
    docket.openTelemetry(new Combined(meters));
  }

  /** Answers no more. */
  @Override
  public void close() {
    meters.close();
  }

  private record Combined(MeterProvider meters) implements OpenTelemetry {
    @Override
    public MeterProvider getMeterProvider() {
      return meters;
    }

    @Override
    public TracerProvider getTracerProvider() {
      return GlobalOpenTelemetry.getOrNoop().getTracerProvider();
    }

    @Override
    public ContextPropagators getPropagators() {
      return GlobalOpenTelemetry.getOrNoop().getPropagators();
    }
  }
}
