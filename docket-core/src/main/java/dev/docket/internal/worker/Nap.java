package dev.docket.internal.worker;

import dev.docket.DocketClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Lets the docket's own clock sleep until the next due time, on a thread beside the fetcher's: a
 * clock that jumps is there at once; one that truly sleeps keeps nobody from looking for new work.
 * The thread is virtual, because a month of schedules is many jumps and nothing runs meanwhile.
 * Used by one thread.
 */
final class Nap {

  private static final Duration MOMENT = Duration.ofMillis(50);

  private final DocketClock clock;
  private final String name;
  private @Nullable Instant until;
  private @Nullable Thread thread;
  private @Nullable FutureTask<?> sleep;

  Nap(DocketClock clock, String worker) {
    this.clock = clock;
    this.name = "docket-nap-" + worker;
  }

  /** Whether the time has come. Waits for it, but a moment only. */
  boolean isOver(Instant when) throws InterruptedException {
    FutureTask<?> current = sleep;
    if (current == null || !when.equals(until)) {
      current = begin(when);
    }
    try {
      current.get(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
      sleep = null;
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      sleep = null;
      throw new IllegalStateException("The docket's clock failed: " + e.getCause(), e.getCause());
    }
  }

  /** Interrupts a clock that sleeps. */
  void end() {
    Thread sleeper = thread;
    if (sleeper != null) {
      sleeper.interrupt();
    }
  }

  private FutureTask<?> begin(Instant when) {
    end();
    FutureTask<Instant> task =
        new FutureTask<>(
            () -> {
              clock.sleepUntil(when);
              return when;
            });
    until = when;
    sleep = task;
    thread = Thread.ofVirtual().name(name).start(task);
    return task;
  }
}
