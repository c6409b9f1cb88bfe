package dev.docket.internal.worker;

import dev.docket.DocketException;
import dev.docket.Strike;
import dev.docket.internal.codec.DecodingException;
import dev.docket.internal.redis.Channels;
import dev.docket.internal.redis.Keys;
import dev.docket.internal.redis.RedisLink;
import dev.docket.internal.redis.StrikeStore;
import dev.docket.internal.strike.StrikeCodec;
import dev.docket.internal.strike.StrikeList;
import dev.docket.internal.telemetry.Tracing;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this process's list of strikes that of Redis: loaded before anything is added or claimed,
 * loaded again when a strike is announced, and compared every half second in case an announcement
 * was lost.
 */
public final class StrikeMonitor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StrikeMonitor.class);
  private static final Duration CHECK = Duration.ofMillis(500);

  private final StrikeStore store;
  private final Tracing tracing;
  private final StrikeList list = new StrikeList();
  private final Signal changed = new Signal();
  private final Channels.Subscription announcements;
  private final AutoCloseable reconnects;
  private final Loop loop;
  private final ReentrantLock loading = new ReentrantLock();
  private volatile boolean closed;

  /** Guarded by {@code loading}. */
  private String version = "";

  public StrikeMonitor(RedisLink link, Keys keys, Tracing tracing) {
    this.store = new StrikeStore(link, keys);
    this.tracing = tracing;
    this.announcements = link.subscribe(keys.struck(), message -> changed.wake());
    this.reconnects = link.onReconnect(changed::wake);
    // One round trip for both: a strike that is made just between them is found by a comparison.
    CompletionStage<String> latest = ask();
    link.await(announcements.confirmed());
    load(latest);
    this.loop =
        new Loop(
            "docket-strikes-" + keys.docket(),
            Duration.ofSeconds(1),
            e -> {},
            () -> {
              changed.await(CHECK);
              if (!closed) {
                load();
              }
            });
    loop.start();
  }

  /** The strikes in force, as far as this process knows. */
  public StrikeList list() {
    return list;
  }

  public StrikeStore store() {
    return store;
  }

  /** Makes a strike; it is in force here when this returns. */
  public void strike(Strike strike, Map<String, String> notes) {
    instruct("strike", strike, notes);
  }

  /** Takes a strike back; it is no longer in force here when this returns. */
  public void restore(Strike strike) {
    instruct("restore", strike, Map.of());
  }

  private void instruct(String operation, Strike strike, Map<String, String> notes) {
    Map<String, String> fields = new LinkedHashMap<>(StrikeCodec.encode(strike));
    fields.putAll(notes);
    tracing.within(
        operation,
        Map.of("strike", strike.toString()),
        () -> {
          store.instruct(operation, fields);
          load();
          return strike;
        });
  }

  /** Loads the strikes if they are not those known. */
  public void load() {
    lockUnlessInterrupted();
    try {
      load(store.await(ask()));
    } finally {
      loading.unlock();
    }
  }

  /** Asks for the version of the strikes, for {@link #load(CompletionStage)}. */
  CompletionStage<String> ask() {
    return store.version();
  }

  /** Loads the strikes if they are not those known, by an answer that may be under way. */
  void load(CompletionStage<String> answer) {
    String latest = store.await(answer);
    lockUnlessInterrupted();
    try {
      load(latest);
    } finally {
      loading.unlock();
    }
  }

  private void load(String latest) {
    if (!latest.equals(version)) {
      Set<Strike> strikes = new LinkedHashSet<>();
      store.inForce().forEach(fields -> decode(fields, strikes));
      list.replaceAll(strikes);
      version = latest;
    }
  }

  /**
   * Another thread may hold it while Redis is away, and a worker that stops does not wait for it.
   */
  private void lockUnlessInterrupted() {
    try {
      loading.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DocketException("Interrupted while the strikes were about to be loaded", e);
    }
  }

  private static void decode(Map<String, String> fields, Set<Strike> strikes) {
    try {
      Map<String, String> given = new LinkedHashMap<>(fields);
      given.values().removeIf(String::isEmpty);
      strikes.add(StrikeCodec.decode(given));
    } catch (DecodingException e) {
      LOG.warn("Not a strike, passed over: {}", fields, e);
    }
  }

  @Override
  public void close() {
    closed = true;
    loop.stopNow();
    announcements.close();
    try {
      reconnects.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    loop.join(Drain.GRACE);
  }
}
