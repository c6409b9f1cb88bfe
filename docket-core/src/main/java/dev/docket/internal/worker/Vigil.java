package dev.docket.internal.worker;

import dev.docket.WorkerWatch;
import dev.docket.WorkerWatch.Wait;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The wait of one thread for an engine, at which the watch of the docket looks on, if it has one.
 */
final class Vigil {

  private static final long LOOK_MILLIS = 100;

  private final Shift shift;
  private final Runnable crash;
  private final @Nullable WorkerWatch watch;
  private final boolean interrupted;
  private final long began = System.nanoTime();

  /** crash: ends the engine; interrupted: whether it ends because its thread was interrupted. */
  Vigil(Shift shift, Runnable crash, boolean interrupted) {
    this.shift = shift;
    this.crash = crash;
    this.watch = shift.core().watch();
    this.interrupted = interrupted;
  }

  /** Waits for what only engines of these vigils bring about. */
  static void await(CountDownLatch latch, List<Vigil> vigils) throws InterruptedException {
    if (vigils.stream().allMatch(vigil -> vigil.watch == null)) {
      latch.await();
      return;
    }
    while (!latch.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      vigils.forEach(Vigil::look);
    }
  }

  /** Whoever finds that the engine gets nowhere ends it, and the wait with it. */
  void look() {
    if (watch == null) {
      return;
    }
    Duration waited = Duration.ofNanos(System.nanoTime() - began);
    try {
      watch.waiting(new Wait(shift.worker(), waited, interrupted, shift.budget().isBounded()));
    } catch (RuntimeException | Error e) {
      crash.run();
      throw e;
    }
  }
}
