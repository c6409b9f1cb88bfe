package dev.docket.junit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * How long nothing has happened, as far as somebody has looked on. A look adds little to it however
 * long ago the last one was: when the JVM or the machine pauses, nothing can happen. Safe for use
 * by several threads.
 */
final class Silence {

  private static final long MOST_OF_A_LOOK = TimeUnit.MILLISECONDS.toNanos(300);

  private final LongSupplier ticker;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock, in nanoseconds.
  private long looked;
  private long length;
  private long excused;

  Silence() {
    this(System::nanoTime);
  }

  /** By a ticker in the place of the system's. */
  Silence(LongSupplier ticker) {
    this.ticker = ticker;
    this.looked = ticker.getAsLong();
  }

  /** Something has happened. */
  void end() {
    lock.lock();
    try {
      looked = ticker.getAsLong();
      length = 0;
      excused = 0;
    } finally {
      lock.unlock();
    }
  }

  /** Looks on; returns how long it lasts. */
  Duration look() {
    lock.lock();
    try {
      long now = ticker.getAsLong();
      length += Math.min(now - looked, MOST_OF_A_LOOK);
      looked = now;
      return Duration.ofNanos(length);
    } finally {
      lock.unlock();
    }
  }

  /** There was a reason for it until now. */
  void excuse() {
    lock.lock();
    try {
      excused = length;
    } finally {
      lock.unlock();
    }
  }

  /** How long it has lasted without a reason. */
  Duration unexcused() {
    lock.lock();
    try {
      return Duration.ofNanos(length - excused);
    } finally {
      lock.unlock();
    }
  }
}
