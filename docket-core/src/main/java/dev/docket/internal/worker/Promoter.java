package dev.docket.internal.worker;

import dev.docket.DocketClock;
import dev.docket.internal.redis.Channels;
import dev.docket.internal.redis.ScheduleStore.Promotion;
import java.time.Duration;
import java.util.List;

/**
 * Moves due executions to the stream. Sleeps until the next due time; an earlier one that is
 * scheduled, or a clock that is moved by hand, wakes it.
 */
final class Promoter {

  private static final int LIMIT = 500;

  private final Engine engine;
  private final Duration resolution;
  private final Signal due = new Signal();
  private final Loop loop;
  private volatile List<AutoCloseable> listening = List.of();

  Promoter(Engine engine, Duration resolution) {
    this.engine = engine;
    this.resolution = resolution;
    this.loop = engine.loop("promoter", this::once);
  }

  void start() {
    Channels.Subscription earlier =
        engine
            .core()
            .link()
            .channels()
            .subscribe(engine.core().keys().wake(), message -> due.wake());
    DocketClock clock = engine.core().time().clock();
    AutoCloseable clockMoves = clock == null ? () -> {} : clock.onChange(due::wake);
    listening = List.of(earlier, clockMoves);
    loop.start();
  }

  /** Moves what is due now, whoever else promotes. */
  void promoteNow() {
    Promotion moved;
    do {
      moved = engine.core().schedule().promote(LIMIT, engine.consumer(), Duration.ZERO);
    } while (moved.moved() == LIMIT);
  }

  void stop() {
    loop.stop();
    due.wake();
    Closing.all(listening);
  }

  void join() {
    loop.join(Drain.GRACE);
  }

  private void once() throws InterruptedException {
    Duration lease = resolution.multipliedBy(2);
    Promotion promotion = engine.core().schedule().promote(LIMIT, engine.consumer(), lease);
    if (promotion.moved() < LIMIT) {
      due.await(untilNext(promotion));
    }
  }

  private Duration untilNext(Promotion promotion) {
    if (promotion.anotherPromotes() || promotion.millisUntilNext() < 0 || engine.isVirtual()) {
      return resolution;
    }
    return Duration.ofMillis(Math.min(promotion.millisUntilNext(), resolution.toMillis()));
  }
}
