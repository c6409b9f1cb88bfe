package dev.docket.internal.worker;

import static java.util.Objects.requireNonNull;

import dev.docket.RunInterceptor;
import dev.docket.TaskContext;
import dev.docket.internal.codec.Json;
import dev.docket.internal.redis.Delivery;
import dev.docket.internal.task.RegisteredTask;
import dev.docket.internal.task.Scope;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What surrounds a handler while it runs: its record and context, the objects it is given, the
 * interceptors, time-out and interruption, and the context of its log lines.
 */
final class HandlerCall {

  private final Shift shift;
  private final Delivery delivery;
  private final RegisteredTask task;
  private final boolean redelivered;
  private final RunProgress progress;
  private final RunTimeout timeout;
  private final RunPerpetual perpetual;
  private final Interruption interruption;

  HandlerCall(
      Shift shift,
      Delivery delivery,
      RegisteredTask task,
      boolean redelivered,
      RunProgress progress,
      RunTimeout timeout,
      RunPerpetual perpetual,
      Interruption interruption) {
    this.shift = shift;
    this.delivery = delivery;
    this.task = task;
    this.redelivered = redelivered;
    this.progress = progress;
    this.timeout = timeout;
    this.perpetual = perpetual;
    this.interruption = interruption;
  }

  /** Calls the handler on the present thread and returns what it does. */
  @Nullable Object invoke() throws Exception {
    Object record = decode();
    RunContext context = context(redelivered);
    MDC.setContextMap(
        Map.of(
            "docket", shift.core().keys().docket(),
            "worker", shift.workerName(),
            "task", requireNonNull(delivery.task()),
            "key", requireNonNull(delivery.key()),
            "attempt", Integer.toString(delivery.attempt())));
    try (Scope scope = shift.scope(context)) {
      context.provide(scope);
      interruption.enter();
      timeout.start();
      AtomicBoolean again = new AtomicBoolean();
      return intercepted(
          context,
          () ->
              again.getAndSet(true)
                  ? invokeAgain(record)
                  : task.invocation().invoke(record, context));
    } finally {
      timeout.stop();
      interruption.leave();
      MDC.clear();
    }
  }

  /** For an interceptor that delivers twice. */
  private @Nullable Object invokeAgain(Object record) throws Exception {
    progress.reset();
    RunContext context = context(true);
    try (Scope scope = shift.scope(context)) {
      context.provide(scope);
      return task.invocation().invoke(record, context);
    }
  }

  private RunContext context(boolean redelivered) {
    return new RunContext(
        shift.docket(),
        shift.worker(),
        delivery,
        redelivered,
        progress,
        timeout,
        perpetual,
        interruption);
  }

  private @Nullable Object intercepted(TaskContext context, Callable<@Nullable Object> handler)
      throws Exception {
    Callable<@Nullable Object> call = handler;
    for (RunInterceptor interceptor : shift.core().interceptors().reversed()) {
      Callable<@Nullable Object> inner = call;
      call = () -> interceptor.around(context, inner);
    }
    return call.call();
  }

  private Object decode() {
    Class<?> type = task.definition().type();
    return type == FallbackTask.class
        ? new FallbackTask()
        : requireNonNull(Json.read(delivery.args(), type), "the arguments are null");
  }
}
