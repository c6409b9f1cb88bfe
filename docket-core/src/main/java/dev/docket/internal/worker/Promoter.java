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
  private final Later beginLoop = new Later();
  // Written by the fetcher's thread.
  private volatile boolean jumping;
  private volatile List<AutoCloseable> listening = List.of();

  Promoter(Engine engine, Duration resolution) {
    this.engine = engine;
    this.resolution = resolution;
    this.loop = engine.loop("promoter", this::once);
  }

  /**
   * With a clock of the docket's own, only that clock makes something due. A worker that is to
   * finish promotes by itself whenever it is idle, and mostly is done before a loop is of use.
   */
  void start() {
    DocketClock clock = engine.core().time().clock();
    if (clock == null) {
      Channels channels = engine.core().link().channels();
      listening = List.of(channels.subscribe(engine.core().keys().wake(), message -> due.wake()));
      loop.start();
      return;
    }
    listening = List.of(clock.onChange(this::clockMoved));
    if (engine.isFinishing()) {
      var unused = engine.core().schedule().promoteSoon(LIMIT, engine.consumer());
      beginLoop.after(resolution, loop::start);
    } else {
      loop.start();
    }
  }

  private void clockMoved() {
    if (!jumping) {
      due.wake();
      loop.start();
    }
  }

  /** Says that it is the worker itself that moves the clock, and promotes after it. */
  void jumping(boolean jumping) {
    this.jumping = jumping;
  }

  /**
   * Lets what is due be moved, whoever else promotes, and waits for nothing. When there was nothing
   * to move, nobody needs to wait for it either.
   */
  void promoteSoon() {
    engine
        .core()
        .schedule()
        .promoteSoon(LIMIT, engine.consumer())
        .whenComplete(
            (moved, failure) -> {
              if (failure != null || moved == 0) {
                engine.lookAround();
              }
            });
  }

  void stop() {
    beginLoop.callOff();
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
