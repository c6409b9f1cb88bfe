package dev.docket.internal.worker;

import dev.docket.Docket;
import dev.docket.PerpetualControl;
import dev.docket.Progress;
import dev.docket.TaskContext;
import dev.docket.TimeoutControl;
import dev.docket.Worker;
import dev.docket.internal.codec.Json;
import dev.docket.internal.redis.Delivery;
import dev.docket.internal.task.Scope;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the handler of one run sees. */
final class RunContext implements TaskContext {

  private final Docket docket;
  private final Worker worker;
  private final Delivery delivery;
  private final boolean redelivered;
  private final RunProgress progress;
  private final RunTimeout timeout;
  private final RunPerpetual perpetual;
  private final Interruption interruption;
  private @Nullable Scope scope;

  RunContext(
      Docket docket,
      Worker worker,
      Delivery delivery,
      boolean redelivered,
      RunProgress progress,
      RunTimeout timeout,
      RunPerpetual perpetual,
      Interruption interruption) {
    this.docket = docket;
    this.worker = worker;
    this.delivery = delivery;
    this.redelivered = redelivered;
    this.progress = progress;
    this.timeout = timeout;
    this.perpetual = perpetual;
    this.interruption = interruption;
  }

  void provide(Scope scope) {
    this.scope = scope;
  }

  @Override
  public String key() {
    return Objects.requireNonNull(delivery.key());
  }

  @Override
  public String taskName() {
    return Objects.requireNonNull(delivery.task());
  }

  @Override
  public int attempt() {
    return delivery.attempt();
  }

  @Override
  public Instant when() {
    return Instant.ofEpochMilli(delivery.when());
  }

  @Override
  public boolean redelivered() {
    return redelivered;
  }

  @Override
  public Docket docket() {
    return docket;
  }

  @Override
  public Worker worker() {
    return worker;
  }

  @Override
  public Map<String, Object> arguments() {
    return Collections.unmodifiableMap(Json.readMap(delivery.args()));
  }

  @Override
  public <T> T get(Class<T> type) {
    return Objects.requireNonNull(scope, "scope").get(type);
  }

  @Override
  public Logger logger() {
    return LoggerFactory.getLogger("docket.task." + taskName());
  }

  @Override
  public Progress progress() {
    return progress;
  }

  @Override
  public TimeoutControl timeout() {
    return timeout;
  }

  @Override
  public PerpetualControl perpetual() {
    return perpetual;
  }

  @Override
  public boolean isCancelled() {
    return interruption.reason() == Interruption.Reason.CANCEL;
  }
}
