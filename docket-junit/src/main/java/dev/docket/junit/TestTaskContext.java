package dev.docket.junit;

import dev.docket.Docket;
import dev.docket.PerpetualControl;
import dev.docket.Progress;
import dev.docket.ProgressState;
import dev.docket.TaskArguments;
import dev.docket.TaskContext;
import dev.docket.TaskDefinition;
import dev.docket.TimeoutControl;
import dev.docket.Worker;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link TaskContext} that needs no Redis and records what a handler does with it. Each {@code
 * with} method returns a copy with an empty record. Safe for use by several threads.
 */
public final class TestTaskContext implements TaskContext {

  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private final TestCall call;
  private final RecordedProgress progress;
  private final RecordedTimeout timeout;
  private final RecordedPerpetual perpetual;
  private volatile boolean cancelled;

  private TestTaskContext(TestCall call) {
    this.call = call;
    this.progress = new RecordedProgress(call.when());
    this.timeout = new RecordedTimeout(call.taskName(), call.timeout());
    this.perpetual = new RecordedPerpetual(call.taskName(), call.recurs(), call.type());
  }

  static TestTaskContext plain() {
    return new TestTaskContext(TestCall.of("task", now(), TIMEOUT));
  }

  static TestTaskContext of(Object task) {
    TaskDefinition<?> definition = TaskDefinition.of(task.getClass());
    return new TestTaskContext(
        TestCall.of(definition.name(), now(), definition.timeout().orElse(null))
            .with(definition.type(), definition.recurrence().isPresent())
            .with(TaskArguments.of(task)));
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Sets the key.
   *
   * @param key the key; {@code test-key} by default
   * @return a copy
   */
  public TestTaskContext withKey(String key) {
    return new TestTaskContext(call.withKey(key));
  }

  /**
   * Sets the attempt.
   *
   * @param attempt 1 by default
   * @return a copy
   * @throws IllegalArgumentException when it is below 1
   */
  public TestTaskContext withAttempt(int attempt) {
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt is %d; the first is 1".formatted(attempt));
    }
    return new TestTaskContext(call.withAttempt(attempt));
  }

  /**
   * Sets when the run was due.
   *
   * @param when the present by default
   * @return a copy
   */
  public TestTaskContext withWhen(Instant when) {
    return new TestTaskContext(call.withWhen(when));
  }

  /**
   * Says that an earlier delivery did not finish.
   *
   * @return a copy
   */
  public TestTaskContext withRedelivery() {
    return new TestTaskContext(call.withRedelivery());
  }

  /**
   * Sets the arguments, for a handler that looks at them by name.
   *
   * @param arguments JSON values by parameter name
   * @return a copy
   */
  public TestTaskContext withArguments(Map<String, Object> arguments) {
    return new TestTaskContext(call.with(arguments));
  }

  /**
   * Sets the time-out. It is not enforced, and no time passes: what is left of it is what the
   * handler extends it to.
   *
   * @param timeout the time-out of the task; null for none
   * @return a copy
   */
  public TestTaskContext withTimeout(@Nullable Duration timeout) {
    return new TestTaskContext(call.withTimeout(timeout));
  }

  /**
   * Provides an object, as {@link Docket#provide} would. It is not closed.
   *
   * @param type the type by which the handler asks
   * @param object the object
   * @param <T> the type
   * @return a copy
   */
  public <T> TestTaskContext withProvided(Class<T> type, T object) {
    return new TestTaskContext(call.with(type, object));
  }

  /** Sets the cancelled flag, as a cancel from outside would. No thread is interrupted. */
  public void cancel() {
    cancelled = true;
  }

  /**
   * Returns the progress that was reported.
   *
   * @return 0 of 100 when none was
   */
  public ProgressState progressMade() {
    return progress.state();
  }

  /**
   * Returns the messages of the progress.
   *
   * @return every message, in order; a removal is left out
   */
  public List<String> progressMessages() {
    return progress.messages();
  }

  /**
   * Returns by how much the handler extended its time-out.
   *
   * @return each extension, in order
   */
  public List<Duration> extensions() {
    return timeout.extensions();
  }

  /**
   * Returns what the handler decided about the runs that follow.
   *
   * @return nothing but nulls when it decided nothing
   */
  public NextRun nextRun() {
    return perpetual.nextRun();
  }

  /**
   * What a handler decided about the runs that follow.
   *
   * @param every the new interval
   * @param task the arguments of the next run
   * @param after the delay of the next run only
   * @param at the time of the next run only
   * @param cancelled whether this run is the last
   */
  public record NextRun(
      @Nullable Duration every,
      @Nullable Object task,
      @Nullable Duration after,
      @Nullable Instant at,
      boolean cancelled) {}

  @Override
  public String key() {
    return call.key();
  }

  @Override
  public String taskName() {
    return call.taskName();
  }

  @Override
  public int attempt() {
    return call.attempt();
  }

  @Override
  public Instant when() {
    return call.when();
  }

  @Override
  public boolean redelivered() {
    return call.redelivered();
  }

  /**
   * Returns the docket when one was provided.
   *
   * @throws IllegalStateException when none was
   */
  @Override
  public Docket docket() {
    return required(Docket.class);
  }

  /**
   * Returns the worker when one was provided.
   *
   * @throws IllegalStateException when none was
   */
  @Override
  public Worker worker() {
    return required(Worker.class);
  }

  private <T> T required(Class<T> type) {
    Object object = call.provided().get(type);
    if (object == null) {
      throw new IllegalStateException(
          "This context has no %1$s, because a unit test has no Redis: give it an injected one, withProvided(%1$s.class, …), or test the handler with DocketExtension"
              .formatted(type.getSimpleName()));
    }
    return type.cast(object);
  }

  @Override
  public Map<String, Object> arguments() {
    return call.arguments();
  }

  @Override
  public <T> T get(Class<T> type) {
    Object object = call.provided().get(type);
    if (object == null) {
      throw new IllegalArgumentException(
          "Nothing provides %s to this context; use withProvided(%s.class, …)"
              .formatted(type.getName(), type.getSimpleName()));
    }
    return type.cast(object);
  }

  @Override
  public Logger logger() {
    return LoggerFactory.getLogger("docket.task." + call.taskName());
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
    return cancelled;
  }
}
