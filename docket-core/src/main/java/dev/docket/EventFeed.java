package dev.docket;

import dev.docket.internal.codec.Json;
import dev.docket.internal.redis.Channels.Subscription;
import dev.docket.internal.redis.StoredRecord;
import dev.docket.internal.worker.Core;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events of one execution for one listener: the current state first, then what comes, on a virtual
 * thread of its own.
 */
final class EventFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);

  private final String key;
  private final Consumer<? super ExecutionEvent> listener;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("docket-events").factory());
  private final Subscription states;
  private final Subscription progress;

  /** Written by the feed's thread. */
  private ExecutionState state = ExecutionState.SCHEDULED;

  EventFeed(Core core, String key, Consumer<? super ExecutionEvent> listener) {
    this.key = key;
    this.listener = listener;
    this.states = core.link().channels().subscribe(core.keys().state(key), this::stateChanged);
    this.progress = core.link().channels().subscribe(core.keys().progress(key), this::progressed);
    core.link().await(states.confirmed());
    core.link().await(progress.confirmed());
    core.records()
        .read(key)
        .ifPresent(record -> thread.execute(() -> begin(record, core.time().now())));
  }

  private void begin(StoredRecord record, Instant now) {
    state = record.state();
    emit(new ExecutionEvent(key, state, record.progress(), now));
  }

  private void stateChanged(String message) {
    Map<String, Object> event = Json.readMap(message);
    thread.execute(
        () -> {
          state = ExecutionState.valueOf(String.valueOf(event.get("state")));
          emit(new ExecutionEvent(key, state, null, at(event)));
        });
  }

  private void progressed(String message) {
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
