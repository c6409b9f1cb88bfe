package dev.docket.internal.worker;

import dev.docket.DocketClock;
import dev.docket.internal.redis.RedisLink;
import dev.docket.internal.redis.ScheduleStore.Promotion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves due executions to the stream. Sleeps until the next due time; an earlier one that is
 * scheduled, or a clock that is moved by hand, wakes it.
 */
final class Promoter {

  private static final int LIMIT = 500;

  private final Shift shift;
  private final Duration resolution;
  private final @Nullable Instant horizon;
  private final Signal due = new Signal();
  private final Loop loop;
  private final Later beginLoop = new Later();
  // Written by the fetcher's thread.
  private volatile boolean jumping;
  private volatile List<AutoCloseable> listening = List.of();

  Promoter(Shift shift) {
    this.shift = shift;
    this.resolution = shift.settings().schedulingResolution();
    this.horizon = shift.budget().horizon();
    this.loop = shift.loop("promoter", this::once);
  }

  /**
   * With a clock of the docket's own, only that clock makes something due. A worker that is to
   * finish promotes by itself whenever it is idle, and mostly is done before a loop is of use.
   */
  void start() {
    DocketClock clock = shift.core().time().clock();
    if (clock == null) {
      RedisLink link = shift.core().link();
      listening = List.of(link.subscribe(shift.core().keys().wake(), message -> due.wake()));
      loop.start();
      return;
    }
    listening = List.of(clock.onChange(this::clockMoved));
    if (shift.isFinishing()) {
      var unused = shift.core().schedule().promoteSoon(LIMIT, shift.consumer(), horizon);
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
   * Lets what is due be moved, whoever else promotes, and waits for nothing.
   *
   * @param unmoved called when there was nothing to move, so that nobody needs to wait for it
   */
  void promoteSoon(Runnable unmoved) {
    shift
        .core()
        .schedule()
        .promoteSoon(LIMIT, shift.consumer(), horizon)
        .whenComplete(
            (moved, failure) -> {
              if (failure != null || moved == 0) {
                unmoved.run();
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
    Promotion promotion = shift.core().schedule().promote(LIMIT, shift.consumer(), lease, horizon);
    if (promotion.moved() < LIMIT) {
      due.await(untilNext(promotion));
    }
  }

  private Duration untilNext(Promotion promotion) {
    if (promotion.anotherPromotes() || promotion.millisUntilNext() < 0 || shift.isVirtual()) {
      return resolution;
    }
    return Duration.ofMillis(Math.min(promotion.millisUntilNext(), resolution.toMillis()));
  }
}
