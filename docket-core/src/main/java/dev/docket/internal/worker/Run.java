package dev.docket.internal.worker;

import static java.util.Objects.requireNonNull;

import dev.docket.DocketListener;
import dev.docket.RetryLater;
import dev.docket.TaskDefinition;
import dev.docket.behavior.RetryPolicy;
import dev.docket.internal.codec.DecodingException;
import dev.docket.internal.codec.EncodingException;
import dev.docket.internal.codec.Json;
import dev.docket.internal.redis.Delivery;
import dev.docket.internal.redis.Settlement;
import dev.docket.internal.redis.Submission;
import dev.docket.internal.task.RegisteredTask;
import dev.docket.internal.telemetry.Tracing;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One claimed execution, from its start to its outcome, on one virtual thread: call the handler,
 * turn whatever it does into a settlement. Nothing that the handler throws goes past {@link #run}.
 */
final class Run implements Runnable {

  private final Engine engine;
  private final Delivery delivery;
  private final RegisteredTask task;
  private final long epoch;
  private final boolean redelivered;
  private final Instant started;
  private final List<String> held;
  private final Interruption interruption = new Interruption();
  private final RunTimeout timeout;
  private final RunProgress progress;
  private final RunPerpetual perpetual;
  private final HandlerCall call;
  private final long startNanos = System.nanoTime();

  Run(
      Engine engine,
      Delivery delivery,
      RegisteredTask task,
      long epoch,
      boolean redelivered,
      Instant started,
      List<String> held) {
    this.engine = engine;
    this.delivery = delivery;
    this.task = task;
    this.epoch = epoch;
    this.redelivered = redelivered;
    this.started = started;
    this.held = held;
    TaskDefinition<?> definition = task.definition();
    this.timeout =
        new RunTimeout(
            definition.timeout().orElse(null),
            engine.timer(),
            () -> interrupt(Interruption.Reason.TIMEOUT));
    this.progress = new RunProgress(engine.core().progress(), key(), epoch);
    this.perpetual = new RunPerpetual(definition.recurrence().orElse(null), definition.type());
    this.call =
        new HandlerCall(
            engine, delivery, task, redelivered, progress, timeout, perpetual, interruption);
  }

  String key() {
    return requireNonNull(delivery.key());
  }

  String taskName() {
    return requireNonNull(delivery.task());
  }

  Delivery delivery() {
    return delivery;
  }

  TaskDefinition<?> definition() {
    return task.definition();
  }

  long epoch() {
    return epoch;
  }

  Instant started() {
    return started;
  }

  boolean redelivered() {
    return redelivered;
  }

  List<String> held() {
    return held;
  }

  void interrupt(Interruption.Reason reason) {
    interruption.interrupt(reason);
  }

  @Override
  public void run() {
    Tracing.RunSpan span = null;
    Outcome outcome = null;
    try {
      span = startSpan();
      engine.runStarted(this);
      outcome = outcome();
    } catch (Throwable e) {
      outcome = failedForGood(shown(e));
    } finally {
      engine.runLeft(this, Duration.ofNanos(nanos()));
      end(span, outcome);
    }
    settle(outcome);
  }

  /** Only an attempt that failed is an error of its span; a cancel was asked for. */
  private static void end(Tracing.@Nullable RunSpan span, @Nullable Outcome outcome) {
    if (span == null) {
      return;
    }
    if (outcome == null) {
      span.end("handed back", null);
      return;
    }
    boolean failed =
        outcome.as() == DocketListener.Outcome.FAILED
            || outcome.as() == DocketListener.Outcome.RETRIED;
    span.end(outcome.as().name().toLowerCase(Locale.ROOT), failed ? outcome.error() : null);
  }

  private @Nullable Outcome outcome() {
    try {
      Object result = call.invoke();
      return isTimedOut() ? failed(timedOut()) : completed(result);
    } catch (Throwable e) {
      return isTimedOut() ? failed(timedOut()) : failed(shown(e));
    }
  }

  private boolean isTimedOut() {
    return interruption.reason() == Interruption.Reason.TIMEOUT;
  }

  /** Another error in the place of one that cannot even be described. */
  private static Throwable shown(Throwable error) {
    try {
      error.printStackTrace(new PrintWriter(new StringWriter()));
      return error;
    } catch (Throwable hostile) {
      return new IllegalStateException(
          "The handler threw a %s, which throws itself when it is asked for its message"
              .formatted(error.getClass().getName()));
    }
  }

  private Tracing.RunSpan startSpan() {
    return engine
        .core()
        .telemetry()
        .tracing()
        .startRun(taskName(), key(), delivery.attempt(), engine.workerName(), delivery.trace());
  }

  private void settle(@Nullable Outcome outcome) {
    progress.flush();
    if (outcome == null) {
      engine.runHandedBack(this);
    } else {
      engine.runEnded(outcome);
    }
  }

  private TimeoutException timedOut() {
    return new TimeoutException(
        "%s exceeded its time-out of %s".formatted(key(), timeout.required()));
  }

  private Outcome completed(@Nullable Object result) {
    List<String> fields = new ArrayList<>();
    Collections.addAll(fields, "args", delivery.args());
    if (result != null) {
      try {
        Collections.addAll(fields, "result", Json.write(result, definition().resultType()));
      } catch (EncodingException e) {
        return ended("FAILED", DocketListener.Outcome.FAILED, e, "", failure(e));
      }
    }
    Optional<String> due = nextDue();
    if (due.isPresent()) {
      return ended("COMPLETED", DocketListener.Outcome.SUCCEEDED, null, due.get(), nextPayload());
    }
    return ended("COMPLETED", DocketListener.Outcome.SUCCEEDED, null, "", fields);
  }

  /** What a failure leads to; null when the run is handed back as if it had not been. */
  private @Nullable Outcome failed(Throwable error) {
    if (error instanceof VirtualMachineError) {
      engine.logFatal(this, error);
    }
    Interruption.Reason reason = interruption.reason();
    if (reason == Interruption.Reason.DRAIN || reason == Interruption.Reason.CRASH) {
      return null;
    }
    if (reason == Interruption.Reason.CANCEL) {
      return ended("CANCELLED", DocketListener.Outcome.CANCELLED, error, "", failure(error));
    }
    RetryPolicy retry = definition().retry();
    boolean hopeless = error instanceof DecodingException;
    if (!hopeless
        && !engine.isSpent(key())
        && retry.allowsAfter(delivery.attempt())
        && retry.retries(error)) {
      return new Outcome(
          this,
          new Settlement(
              key(),
              delivery.sid(),
              epoch,
              null,
              retryDue(error, retry),
              delivery.attempt() + 1,
              held,
              failure(error)),
          DocketListener.Outcome.RETRIED,
          error,
          nanos());
    }
    return nextDue()
        .map(due -> ended("FAILED", DocketListener.Outcome.FAILED, error, due, nextPayload(error)))
        .orElseGet(() -> ended("FAILED", DocketListener.Outcome.FAILED, error, "", failure(error)));
  }

  /** Whatever else goes wrong: a run that nobody settles would keep its permit and its key. */
  private Outcome failedForGood(Throwable error) {
    return ended("FAILED", DocketListener.Outcome.FAILED, error, "", failure(error));
  }

  private String retryDue(Throwable error, RetryPolicy retry) {
    if (error instanceof RetryLater later) {
      return placed(Submission.due(later.schedule().when(), later.schedule().delay()));
    }
    return placed(Submission.due(null, retry.delayAfter(delivery.attempt())));
  }

  /** A settlement's due time is never empty when there is a next run. */
  private static String placed(String due) {
    return due.isEmpty() ? "+0" : due;
  }

  private Optional<String> nextDue() {
    if (engine.isSpent(key())) {
      return Optional.empty();
    }
    Instant ended =
        engine.isVirtual() ? engine.core().time().now() : started.plus(Duration.ofNanos(nanos()));
    return perpetual.due(started, ended);
  }

  private List<String> nextPayload() {
    return List.of("args", perpetual.argsOr(delivery.args()), "trace", delivery.trace());
  }

  private List<String> nextPayload(Throwable error) {
    List<String> payload = new ArrayList<>(failure(error));
    payload.set(1, perpetual.argsOr(delivery.args()));
    return payload;
  }

  private Outcome ended(
      String state,
      DocketListener.Outcome as,
      @Nullable Throwable error,
      String due,
      List<String> fields) {
    return new Outcome(
        this,
        new Settlement(key(), delivery.sid(), epoch, state, due, 1, held, fields),
        as,
        error,
        nanos());
  }

  private List<String> failure(Throwable error) {
    StringWriter trace = new StringWriter();
    error.printStackTrace(new PrintWriter(trace));
    return List.of(
        "args", delivery.args(),
        "trace", delivery.trace(),
        "error", describe(error),
        "error_type", error.getClass().getName(),
        "error_stack", trace.toString());
  }

  static String describe(Throwable error) {
    String type = error.getClass().getSimpleName();
    return error.getMessage() == null ? type : type + ": " + error.getMessage();
  }

  private long nanos() {
    return System.nanoTime() - startNanos;
  }
}
