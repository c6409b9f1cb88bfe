package dev.docket.local;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Looks again every few milliseconds until something is so; always on real time. */
final class Poll {
  private static final long STEP_NANOS = Duration.ofMillis(3).toNanos();

  private Poll() {}

  /** Returns when the condition holds; throws with the given text when it does not in time. */
  static void until(Duration patience, BooleanSupplier condition, Supplier<String> complaint) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new LocalRedisException(complaint.get());
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new LocalRedisException("Interrupted. " + complaint.get());
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }
}
