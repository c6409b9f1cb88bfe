package dev.docket.internal.task;

import dev.docket.Docket;
import dev.docket.PerpetualControl;
import dev.docket.Progress;
import dev.docket.TaskContext;
import dev.docket.TimeoutControl;
import dev.docket.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A context without a docket: enough for what is injected. */
final class FakeContext implements TaskContext, Progress, TimeoutControl, AutoCloseable {

  private final SharedScope shared;
  private final Scope scope;

  FakeContext(Providers providers) {
    this(providers, providers.newSharedScope());
  }

  FakeContext(Providers providers, SharedScope shared) {
    this.shared = shared;
    this.scope = providers.newScope(this, shared);
  }

  SharedScope shared() {
    return shared;
  }

  @Override
  public void close() {
    scope.close();
  }

  @Override
  public <T> T get(Class<T> type) {
    return scope.get(type);
  }

  @Override
  public String key() {
    return "key";
  }

  @Override
  public String taskName() {
    return "task";
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public Instant when() {
    return Instant.EPOCH;
  }

  @Override
  public boolean redelivered() {
    return false;
  }

  @Override
  public Docket docket() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Worker worker() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, Object> arguments() {
    return Map.of();
  }

  @Override
  public Logger logger() {
    return LoggerFactory.getLogger("task");
  }

  @Override
  public Progress progress() {
    return this;
  }

  @Override
  public TimeoutControl timeout() {
    return this;
  }

  @Override
  public PerpetualControl perpetual() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isCancelled() {
    return false;
  }

  @Override
  public void total(long total) {}

  @Override
  public void increment() {}

  @Override
  public void increment(long amount) {}

  @Override
  public void message(@Nullable String message) {}

  @Override
  public void extend() {}

  @Override
  public void extend(Duration by) {}

  @Override
  public Duration remaining() {
    return Duration.ZERO;
  }
}
