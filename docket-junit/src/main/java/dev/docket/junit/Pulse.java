package dev.docket.junit;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts what happens, and wakes who waits for more of it. Safe for use by several threads. */
final class Pulse {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition beaten = lock.newCondition();

  // Guarded by lock.
  private long beats;

  private final Silence silence = new Silence();

  void beat() {
    lock.lock();
    try {
      beats++;
      silence.end();
      beaten.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The one since it beat last, or was made. */
  Silence silence() {
    return silence;
  }

  long beats() {
    lock.lock();
    try {
      return beats;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it has beaten more often than {@code seen}, at most so long; returns the count. */
  long awaitAfter(long seen, Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (beats <= seen && left > 0) {
        left = beaten.awaitNanos(left);
      }
      return beats;
    } finally {
      lock.unlock();
    }
  }
}
