package dev.docket.internal.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Spans of one docket object. Trace context travels in messages as a W3C {@code traceparent}. */
public final class Tracing {

  private static final Logger LOG = LoggerFactory.getLogger(Tracing.class);
  private static final String TRACEPARENT = "traceparent";

  /** Reads a carrier that is the one field. */
  private static final TextMapGetter<String> FIELD =
      (carrier, name) -> name.equals(TRACEPARENT) ? carrier : null;

  private final Tracer tracer;
  private final String docket;

  Tracing(OpenTelemetry telemetry, String docket) {
    this.tracer = telemetry.getTracer("dev.docket");
    this.docket = docket;
  }

  /**
   * Does something inside a span of its own, {@code docket.<verb>}, whose attributes are the given
   * ones with {@code docket.} before their names.
   */
  @SuppressWarnings("try") // the scope only has to be closed
  public <T> T within(String verb, Map<String, String> attributes, Supplier<T> action) {
    SpanBuilder builder = tracer.spanBuilder("docket." + verb).setAttribute("docket.name", docket);
    attributes.forEach((name, value) -> builder.setAttribute("docket." + name, value));
    Span span = builder.startSpan();
    try (Scope scope = span.makeCurrent()) {
      return action.get();
    } catch (RuntimeException e) {
      failed(span, e);
      throw e;
    } finally {
      span.end();
    }
  }

  /** The current trace context as a {@code traceparent}, empty when there is none. */
  public String current() {
    if (!Span.current().getSpanContext().isValid()) {
      return "";
    }
    String[] carrier = {""};
    W3CTraceContextPropagator.getInstance()
        .inject(
            Context.current(),
            carrier,
            (into, name, value) -> {
              if (into != null && name.equals(TRACEPARENT)) {
                into[0] = value;
              }
            });
    return carrier[0];
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

  /** Of a text that is no trace context, an invalid one. */
  private static SpanContext parse(String traceparent) {
    if (traceparent.isEmpty()) {
      return SpanContext.getInvalid();
    }
    Context read =
        W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, FIELD);
    return Span.fromContext(read).getSpanContext();
  }

  private static void failed(Span span, Throwable error) {
    span.setStatus(StatusCode.ERROR, String.valueOf(error.getMessage()));
    span.recordException(error);
  }

  /** The span of a run; ended on the thread that started it. */
  public record RunSpan(Span span, Scope scope) {

    /** Ends it; with the error, if the run failed. */
    public void end(String outcome, @Nullable Throwable error) {
      try {
        span.setAttribute("docket.outcome", outcome);
        if (error != null) {
          failed(span, error);
        }
      } catch (RuntimeException e) {
        LOG.debug("An error could not be put on its span", e);
      } finally {
        scope.close();
        span.end();
      }
    }
  }
}
