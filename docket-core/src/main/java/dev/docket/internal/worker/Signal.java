package dev.docket.internal.worker;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes one waiting thread. A wake that comes while nobody waits is kept for the next wait. */
final class Signal {

  private final Semaphore woken = new Semaphore(0);

  void wake() {
    woken.release();
  }

  /** Waits until it is woken, at most so long. */
  void await(Duration atMost) throws InterruptedException {
    if (woken.tryAcquire(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS)) {
      woken.drainPermits();
    }
  }
}
