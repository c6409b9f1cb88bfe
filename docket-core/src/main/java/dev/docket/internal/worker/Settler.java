package dev.docket.internal.worker;

import dev.docket.internal.redis.DeliveryStore;
import dev.docket.internal.redis.DeliveryStore.Settled;
import dev.docket.internal.redis.Settlement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes outcomes to Redis: what has collected while one call is under way goes together in the
 * next. An outcome is kept until Redis has answered; sending it twice does no harm, since
 * settlements are fenced by epoch.
 */
final class Settler {

  private static final int BATCH = 200;
  private static final int CALLS_UNDER_WAY = 2;
  private static final long[] BUCKETS = {1, 5, 10, 50, 100, 500, 1000, 5000, 10_000, 60_000};

  private final DeliveryStore store;
  private final BiConsumer<Outcome, Settled> settled;
  private final BlockingQueue<Outcome> queue = new LinkedBlockingQueue<>();
  private final Deque<Sent> underWay = new ArrayDeque<>();
  private final Loop loop;

  private record Sent(List<Outcome> batch, CompletableFuture<List<Settled>> answer) {}

  Settler(
      DeliveryStore store,
      String name,
      Duration backoff,
      BiConsumer<Outcome, Settled> settled,
      java.util.function.Consumer<Throwable> disrupted) {
    this.store = store;
    this.settled = settled;
    this.loop = new Loop("docket-settler-" + name, backoff, disrupted, this::once);
    loop.start();
  }

  void settle(Outcome outcome) {
    queue.add(outcome);
  }

  /** Ends the thread; the caller has seen to it that everything is settled. */
  void stop() {
    loop.stopNow();
    loop.join();
  }

  private void once() throws InterruptedException {
    Outcome first =
        underWay.isEmpty()
            ? queue.poll(1, TimeUnit.SECONDS)
            : underWay.size() < CALLS_UNDER_WAY ? queue.poll() : null;
    if (first != null) {
      send(first);
    } else if (!underWay.isEmpty()) {
      receive();
    }
  }

  private void send(Outcome first) {
    List<Outcome> batch = new ArrayList<>();
    batch.add(first);
    queue.drainTo(batch, BATCH - 1);
    underWay.add(new Sent(batch, write(batch)));
  }

  private CompletableFuture<List<Settled>> write(List<Outcome> batch) {
    List<Settlement> settlements = batch.stream().map(Outcome::settlement).toList();
    return store.finish(settlements, System.currentTimeMillis() / 60_000, stats(batch));
  }

  private void receive() throws InterruptedException {
    Sent oldest = underWay.getFirst();
    List<Settled> replies;
    try {
      replies = oldest.answer().get(15, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      underWay.removeFirst();
      queue.addAll(oldest.batch());
      throw new IllegalStateException("Settling is tried again: " + cause(e), e);
    }
    underWay.removeFirst();
    for (int n = 0; n < replies.size(); n++) {
      settled.accept(oldest.batch().get(n), replies.get(n));
    }
  }

  private static @Nullable Throwable cause(Exception e) {
    return e.getCause() == null ? e : e.getCause();
  }

  private static Map<String, Long> stats(List<Outcome> batch) {
    Map<String, Long> stats = new HashMap<>();
    for (Outcome outcome : batch) {
      String task = outcome.run().taskName();
      long millis = outcome.nanos() / 1_000_000;
      stats.merge(
          outcome.as().name().toLowerCase(java.util.Locale.ROOT) + ":" + task, 1L, Long::sum);
      stats.merge("millis:" + task, millis, Long::sum);
      stats.merge("le" + bucket(millis) + ":" + task, 1L, Long::sum);
    }
    return stats;
  }

  private static int bucket(long millis) {
    int bucket = 0;
    while (bucket < BUCKETS.length && millis > BUCKETS[bucket]) {
      bucket++;
    }
    return bucket;
  }
}
