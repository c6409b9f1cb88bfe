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
import dev.docket.internal.redis.RunFigures;
import dev.docket.internal.redis.Settlement;
import dev.docket.internal.redis.Submission;
import dev.docket.internal.redis.WorkerStore.Lease;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One claimed execution, from its start to its outcome, on one virtual thread: call the handler,
 * turn whatever it does into a settlement. Nothing that the handler throws goes past {@link #run}.
 */
final class Run implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Run.class);

  private final Shift shift;
  private final Runner runner;
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
      Shift shift,
      Runner runner,
      Delivery delivery,
      RegisteredTask task,
      long epoch,
      boolean redelivered,
      Instant started,
      List<String> held) {
    this.shift = shift;
    this.runner = runner;
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
            runner.timer(),
            () -> interrupt(Interruption.Reason.TIMEOUT));
    this.progress = new RunProgress(shift.core().progress(), key(), epoch);
    this.perpetual = new RunPerpetual(definition.recurrence().orElse(null), definition.type());
    this.call =
        new HandlerCall(
            shift, delivery, task, redelivered, progress, timeout, perpetual, interruption);
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

  Lease lease() {
    return new Lease(delivery.sid(), key(), epoch, held);
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
      runner.started(this);
      outcome = outcome();
    } catch (Throwable e) {
      outcome = failedForGood(shown(e));
    } finally {
      runner.left(this, Duration.ofNanos(nanos()));
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
    return shift
        .core()
        .telemetry()
        .tracing()
        .startRun(taskName(), key(), delivery.attempt(), shift.workerName(), delivery.trace());
  }

  private void settle(@Nullable Outcome outcome) {
    progress.flush();
    if (outcome == null) {
      runner.handBack(this);
    } else {
      runner.ended(outcome);
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
      LOG.error("{}[{}] met an error of the virtual machine", taskName(), key(), error);
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
        && !shift.isSpent(key())
        && retry.allowsAfter(delivery.attempt())
        && retry.retries(error)) {
      return outcome(
          null,
          DocketListener.Outcome.RETRIED,
          error,
          retryDue(error, retry),
          delivery.attempt() + 1,
          failure(error));
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
    if (shift.isSpent(key())) {
      return Optional.empty();
    }
    Instant ended =
        shift.isVirtual() ? shift.core().time().now() : started.plus(Duration.ofNanos(nanos()));
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
    return outcome(state, as, error, due, 1, fields);
  }

  private Outcome outcome(
      @Nullable String state,
      DocketListener.Outcome as,
      @Nullable Throwable error,
      String due,
      int nextAttempt,
      List<String> fields) {
    long nanos = nanos();
    RunFigures figures = new RunFigures(taskName(), as, nanos / 1_000_000);
    Settlement settlement =
        new Settlement(
            key(), delivery.sid(), epoch, state, due, nextAttempt, held, fields, figures);
    return new Outcome(this, settlement, as, error, nanos);
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
