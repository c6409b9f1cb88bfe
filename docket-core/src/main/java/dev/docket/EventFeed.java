package dev.docket;

import dev.docket.internal.codec.Json;
import dev.docket.internal.redis.Channels.Subscription;
import dev.docket.internal.redis.Keys;
import dev.docket.internal.redis.RedisLink;
import dev.docket.internal.redis.StoredRecord;
import dev.docket.internal.worker.Core;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events of one execution for one listener: the current state first, then what comes, on a virtual
 * thread of its own.
 */
final class EventFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);

  /** How long a mark that was lost with its connection holds up a subscriber. */
  private static final long MARK_MILLIS = 1000;

  private final String key;
  private final Consumer<? super ExecutionEvent> listener;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("docket-events").factory());
  private final Subscription states;
  private final Subscription progress;

  /** Done as soon as messages tell what is later than the record that was read. */
  private final CompletableFuture<Void> begun = new CompletableFuture<>();

  /** Written by the feed's thread. */
  private ExecutionState state = ExecutionState.SCHEDULED;

  private EventFeed(RedisLink link, Keys keys, String key, Consumer<? super ExecutionEvent> told) {
    this.key = key;
    this.listener = told;
    this.states = link.subscribe(keys.state(key), this::stateChanged, thread::shutdown);
    this.progress = link.subscribe(keys.progress(key), this::progressed);
  }

  /** Listens, until it is closed or its docket is. */
  static EventFeed open(Core core, String key, Consumer<? super ExecutionEvent> listener) {
    EventFeed feed = new EventFeed(core.link(), core.keys(), key, listener);
    feed.listen(core);
    return feed;
  }

  /** Asks for the record, and for a mark among the messages where they become later than it. */
  private void listen(Core core) {
    RedisLink link = core.link();
    String mark = UUID.randomUUID().toString();
    CompletableFuture<Optional<StoredRecord>> found = new CompletableFuture<>();
    CompletableFuture<Void> told = begun.thenRun(() -> thread.execute(() -> begin(core, found)));
    try (Subscription marks =
        link.subscribe(core.keys().mark(mark), sent -> begun.complete(null))) {
      for (Subscription one : List.of(states, progress, marks)) {
        link.await(one.confirmed());
      }
      found.complete(core.records().observe(key, mark));
      begun.completeOnTimeout(null, MARK_MILLIS, TimeUnit.MILLISECONDS);
      link.await(told);
    } catch (RuntimeException e) {
      found.complete(Optional.empty());
      close();
      link.requireOpen();
      throw e;
    }
  }

  private void begin(Core core, CompletableFuture<Optional<StoredRecord>> found) {
    found.join().ifPresent(record -> begin(record, core.time().now()));
  }

  private void begin(StoredRecord record, Instant now) {
    state = record.state();
    emit(new ExecutionEvent(key, state, record.progress(), now));
  }

  private void stateChanged(String message) {
    if (!begun.isDone()) {
      return;
    }
    Map<String, Object> event = Json.readMap(message);
    thread.execute(
        () -> {
          state = ExecutionState.valueOf(String.valueOf(event.get("state")));
          emit(new ExecutionEvent(key, state, null, at(event)));
        });
  }

  private void progressed(String message) {
    if (!begun.isDone()) {
      return;
    }
    Map<String, Object> event = Json.readMap(message);
    ProgressState made =
        new ProgressState(
            ((Number) event.getOrDefault("current", 0L)).longValue(),
            ((Number) event.getOrDefault("total", 100L)).longValue(),
            (String) event.get("message"),
            at(event));
    thread.execute(() -> emit(new ExecutionEvent(key, state, made, at(event))));
  }

  private static Instant at(Map<String, Object> event) {
    return Instant.ofEpochMilli(((Number) event.getOrDefault("at", 0L)).longValue());
  }

  private void emit(ExecutionEvent event) {
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      LOG.warn("The listener of {} threw", key, e);
    }
  }

  @Override
  public void close() {
    states.close();
    progress.close();
    thread.shutdown();
  }
}
