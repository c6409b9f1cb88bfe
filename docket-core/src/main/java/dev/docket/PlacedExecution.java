package dev.docket;

import dev.docket.internal.codec.Json;
import dev.docket.internal.redis.Channels.Subscription;
import dev.docket.internal.redis.StoredRecord;
import dev.docket.internal.worker.Core;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An execution that this process put on the docket. */
record PlacedExecution<R extends @Nullable Object>(
    Core core, String key, String taskName, Disposition disposition, Type resultType)
    implements Execution<R> {

  /** How long a lost message can delay a waiter. */
  private static final Duration CHECK = Duration.ofSeconds(1);

  @Override
  public ExecutionState state() {
    if (disposition == Disposition.STRUCK) {
      return ExecutionState.CANCELLED;
    }
    return core.records()
        .read(key)
        .map(StoredRecord::state)
        .orElseThrow(
            () ->
                new DocketException(
                    "Nothing is kept of %s[%s]: it ended longer ago than executionTtl"
                        .formatted(taskName, key)));
  }

  @Override
  public Optional<ExecutionRecord> record() {
    return core.records().read(key).map(StoredRecord::toExecutionRecord);
  }

  @Override
  public R result(Duration timeout) {
    if (disposition == Disposition.STRUCK) {
      throw new TaskCancelledException(
          "%s[%s] is struck and was not added".formatted(taskName, key));
    }
    long deadline = System.nanoTime() + timeout.toNanos();
    Semaphore news = new Semaphore(0);
    // Listens before it reads, so that no end goes by unseen in between.
    try (Subscription states =
        core.link().channels().subscribe(core.keys().state(key), message -> news.release())) {
      core.link().await(states.confirmed());
      while (true) {
        Optional<StoredRecord> record = core.records().read(key);
        if (record.isPresent() && record.get().state().isTerminal()) {
          return ended(record.get());
        }
        waitFor(news, deadline, timeout, record);
      }
    }
  }

  private void waitFor(
      Semaphore news, long deadline, Duration timeout, Optional<StoredRecord> record) {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new ResultTimeoutException(
          "%s[%s] has not ended within %s; it is %s"
              .formatted(
                  taskName, key, timeout, record.map(r -> r.state().name()).orElse("not kept")));
    }
    try {
      if (news.tryAcquire(Math.min(left, CHECK.toNanos()), TimeUnit.NANOSECONDS)) {
        news.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DocketException("Interrupted while waiting for %s[%s]".formatted(taskName, key), e);
    }
  }

  @SuppressWarnings({
    "unchecked",
    "NullAway",
    "TypeParameterUnusedInFormals"
  }) // the result type is the task's own
  private R ended(StoredRecord record) {
    String error = record.field("error").orElse("");
    return switch (record.state()) {
      case FAILED ->
          throw new TaskFailedException(
              "%s[%s] failed: %s".formatted(taskName, key, error),
              record.field("error_type").orElse(""),
              record.field("error_stack").orElse(""));
      case CANCELLED ->
          throw new TaskCancelledException(
              "%s[%s] was cancelled%s"
                  .formatted(taskName, key, error.isEmpty() ? "" : ": " + error));
      default -> (R) record.field("result").map(json -> Json.read(json, resultType)).orElse(null);
    };
  }

  @Override
  public boolean cancel() {
    return disposition != Disposition.STRUCK && Placing.cancel(core, key);
  }

  @Override
  public AutoCloseable subscribe(Consumer<? super ExecutionEvent> listener) {
    return new EventFeed(core, key, listener);
  }
}
