package dev.docket;

import dev.docket.internal.codec.Json;
import dev.docket.internal.redis.Channels.Subscription;
import dev.docket.internal.redis.StoredRecord;
import dev.docket.internal.time.Moments;
import dev.docket.internal.worker.Core;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An execution that this process put on the docket. */
record PlacedExecution<R extends @Nullable Object>(
    Core core, String key, String taskName, Disposition disposition, Type resultType)
    implements Execution<R> {

  /** How long a lost message can delay a waiter. */
  private static final Duration CHECK = Duration.ofSeconds(1);

  // As messages say it.
  private static final String COMPLETED = "\"state\":\"COMPLETED\"";
  private static final String CANCELLED = "\"state\":\"CANCELLED\"";

  @Override
  public ExecutionState state() {
    if (disposition == Disposition.STRUCK) {
      return ExecutionState.CANCELLED;
    }
    return core.records().read(key).map(StoredRecord::state).orElseThrow(this::nothingKept);
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
    long began = System.nanoTime();
    Semaphore news = new Semaphore(0);
    AtomicReference<String> heard = new AtomicReference<>("");
    // Listens before it reads, so that no end goes by unseen in between.
    try (Subscription states =
        core.link()
            .subscribe(
                core.keys().state(key),
                message -> {
                  heard.set(message);
                  news.release();
                },
                news::release)) {
      core.link().await(states.confirmed());
      while (true) {
        Optional<StoredRecord> record = core.records().read(key);
        record.ifPresent(this::requireOwn);
        long left = Moments.nanos(timeout) - (System.nanoTime() - began);
        if (record.isEmpty()) {
          boolean more = !isEnd(heard.get()) && waitForNews(news, left); // it may be on its way
          if (!more || isEnd(heard.get())) {
            return notKept(heard.get());
          }
        } else if (record.get().state().isTerminal()) {
          return ended(record.get());
        } else if (left <= 0) {
          throw new ResultTimeoutException(
              "%s[%s] has not ended within %s; it is %s"
                  .formatted(taskName, key, timeout, record.get().state()));
        } else {
          waitForNews(news, left);
        }
      }
    }
  }

  private void requireOwn(StoredRecord record) {
    String task = record.field("task").orElse(taskName);
    if (!task.equals(taskName)) {
      throw new TaskCancelledException(
          "%s[%s] was replaced: its key is %s's now".formatted(taskName, key, task));
    }
  }

  private static boolean isEnd(String message) {
    return message.contains(COMPLETED) || message.contains(CANCELLED);
  }

  /** Whether there were some. */
  private boolean waitForNews(Semaphore news, long atMost) {
    try {
      if (news.tryAcquire(Math.min(atMost, CHECK.toNanos()), TimeUnit.NANOSECONDS)) {
        news.drainPermits();
        return true;
      }
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DocketException("Interrupted while waiting for %s[%s]".formatted(taskName, key), e);
    }
  }

  /** It has ended; of how, only the last message may tell. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // nothing is its result
  private R notKept(String heard) {
    if (heard.contains(COMPLETED) && resultType == void.class) {
      return null;
    } else if (heard.contains(CANCELLED)) {
      throw new TaskCancelledException("%s[%s] was cancelled".formatted(taskName, key));
    }
    throw new ResultTimeoutException(
        "%s[%s] has ended and is not kept: it ended longer ago than executionTtl"
            .formatted(taskName, key));
  }

  private DocketException nothingKept() {
    return new DocketException(
        "Nothing is kept of %s[%s]: it ended longer ago than executionTtl"
            .formatted(taskName, key));
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
    return EventFeed.open(core, key, listener);
  }
}
