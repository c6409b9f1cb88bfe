package dev.docket.internal.worker;

import dev.docket.internal.redis.RedisTrouble;
import dev.docket.internal.redis.Settlement;
import dev.docket.internal.redis.SettlementStore;
import dev.docket.internal.redis.SettlementStore.Settled;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes outcomes to Redis: what has collected while one call is under way goes together in the
 * next. An outcome is kept until Redis has answered; sending it twice does no harm, since
 * settlements are fenced by epoch.
 */
final class Settler {

  private static final Logger LOG = LoggerFactory.getLogger(Settler.class);
  private static final int BATCH = 200;
  private static final int CALLS_UNDER_WAY = 2;

  private final SettlementStore store;
  private final BiConsumer<Outcome, Settled> settled;
  private final BlockingQueue<Outcome> queue = new LinkedBlockingQueue<>();
  private final Deque<Outcome> suspects = new ArrayDeque<>();
  private final Deque<Sent> underWay = new ArrayDeque<>();
  private final Loop loop;

  private record Sent(List<Outcome> batch, CompletableFuture<List<Settled>> answer) {}

  Settler(
      SettlementStore store,
      String name,
      Duration backoff,
      BiConsumer<Outcome, Settled> settled,
      java.util.function.Consumer<Throwable> disrupted) {
    this.store = store;
    this.settled = settled;
    this.loop = new Loop("docket-settler-" + name, backoff, disrupted, this::once);
  }

  /** Takes an outcome; its own thread, which the first one starts, writes it. */
  void settle(Outcome outcome) {
    loop.start();
    queue.add(outcome);
  }

  /** Ends the thread; the caller has seen to it that everything is settled. */
  void stop() {
    loop.stopNow();
    loop.join();
  }

  private void once() throws InterruptedException {
    if (underWay.isEmpty() && !suspects.isEmpty()) {
      Outcome alone = suspects.removeFirst();
      underWay.add(new Sent(List.of(alone), write(List.of(alone))));
    }
    Outcome first = null;
    if (underWay.isEmpty()) {
      first = queue.poll(1, TimeUnit.SECONDS);
    } else if (underWay.size() < CALLS_UNDER_WAY) {
      first = queue.poll();
    }
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
    return store.settle(settlements, System.currentTimeMillis() / 60_000);
  }

  private void receive() throws InterruptedException {
    Sent oldest = underWay.getFirst();
    List<Settled> replies;
    try {
      replies = oldest.answer().get(15, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      underWay.removeFirst();
      refused(oldest.batch(), e);
      return;
    }
    underWay.removeFirst();
    for (int n = 0; n < replies.size(); n++) {
      settled.accept(oldest.batch().get(n), replies.get(n));
    }
  }

  /** Tries a batch again, one by one when a script failed on it; gives up one that fails alone. */
  private void refused(List<Outcome> batch, Exception e) {
    if (!RedisTrouble.isOfScript(e)) {
      queue.addAll(batch);
      throw new IllegalStateException("Settling is tried again: " + e, e);
    }
    if (batch.size() > 1) {
      suspects.addAll(batch);
      return;
    }
    Outcome hopeless = batch.get(0);
    LOG.error(
        "The outcome of {}[{}] cannot be written; its message is redelivered later",
        hopeless.run().taskName(),
        hopeless.run().key(),
        e);
    settled.accept(hopeless, Settled.SUPERSEDED);
  }
}
