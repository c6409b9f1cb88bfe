package dev.docket.internal.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Spans of one docket object. Trace context travels in messages as a W3C {@code traceparent}. */
public final class Tracing {

  private final Tracer tracer;
  private final String docket;

  Tracing(OpenTelemetry telemetry, String docket) {
    this.tracer = telemetry.getTracer("dev.docket");
    this.docket = docket;
  }

  /** Does something inside a span of its own, {@code docket.<verb>}. */
  @SuppressWarnings("try") // the scope only has to be closed
  public <T> T within(String verb, String subject, Supplier<T> action) {
    Span span =
        tracer
            .spanBuilder("docket." + verb)
            .setAttribute("docket.name", docket)
            .setAttribute("docket.subject", subject)
            .startSpan();
    try (Scope scope = span.makeCurrent()) {
      return action.get();
    } catch (RuntimeException e) {
      span.recordException(e);
      span.setStatus(StatusCode.ERROR);
      throw e;
    } finally {
      span.end();
    }
  }

  /** The current trace context as a {@code traceparent}, empty when there is none. */
  public String current() {
    SpanContext context = Span.current().getSpanContext();
    return context.isValid()
        ? "00-"
            + context.getTraceId()
            + "-"
            + context.getSpanId()
            + "-"
            + context.getTraceFlags().asHex()
        : "";
  }

  /** Starts the span of one run on the current thread, linked to whoever scheduled it. */
  @SuppressWarnings("MustBeClosedChecker") // RunSpan.end closes it, on the same thread
  public RunSpan startRun(String task, String key, int attempt, String worker, String traceparent) {
    SpanBuilder builder =
        tracer
            .spanBuilder(task)
            .setSpanKind(SpanKind.CONSUMER)
            .setNoParent()
            .setAttribute("docket.name", docket)
            .setAttribute("docket.task", task)
            .setAttribute("docket.key", key)
            .setAttribute("docket.attempt", attempt)
            .setAttribute("docket.worker", worker);
    SpanContext scheduler = parse(traceparent);
    if (scheduler.isValid()) {
      builder.addLink(scheduler);
    }
    Span span = builder.startSpan();
    return new RunSpan(span, span.makeCurrent());
  }

  private static SpanContext parse(String traceparent) {
    String[] parts = traceparent.split("-", -1);
    return parts.length < 4
        ? SpanContext.getInvalid()
        : SpanContext.createFromRemoteParent(
            parts[1], parts[2], TraceFlags.fromHex(parts[3], 0), TraceState.getDefault());
  }

  /** The span of a run; ended on the thread that started it. */
  public record RunSpan(Span span, Scope scope) {

    /** Ends it, with the error of the run if it failed. */
    public void end(@Nullable Throwable error) {
      if (error != null) {
        span.recordException(error);
        span.setStatus(StatusCode.ERROR, String.valueOf(error.getMessage()));
      }
      scope.close();
      span.end();
    }
  }
}
