package dev.docket.internal.worker;

import dev.docket.internal.redis.WorkerStore.Sweep;
import java.time.Duration;

/**
 * Looks for what dead workers left, in turn with the other workers, and re-seeds automatic tasks
 * now and then.
 */
final class Sweeper {

  static final int PASSES_BETWEEN_SEEDS = 5;

  private final Shift shift;
  private final Duration interval;
  private final PerpetualSeeder seeder;
  private final Signal next = new Signal();
  private final Loop loop;
  private volatile boolean frozen;

  // Written by the loop's own thread.
  private long parkedOffset;
  private int passes;

  Sweeper(Shift shift, PerpetualSeeder seeder) {
    this.shift = shift;
    this.interval = shift.core().heartbeatInterval();
    this.seeder = seeder;
    this.loop = shift.loop("sweeper", this::once);
  }

  /** Sweeps from now on; one interval has passed since the worker came. */
  void start() {
    next.wake();
    loop.start();
  }

  void stop() {
    loop.stop();
    next.wake();
  }

  /** Stops or resumes to sweep. */
  void freeze(boolean frozen) {
    this.frozen = frozen;
  }

  void join() {
    loop.join(Drain.GRACE);
  }

  private void once() throws InterruptedException {
    next.await(interval);
    if (loop.isStopped() || frozen) {
      return;
    }
    Sweep sweep =
        shift
            .core()
            .workers()
            .sweep(
                shift.identity(),
                interval.dividedBy(2),
                shift.settings().maxDeliveries(),
                parkedOffset);
    shift.count(sweep.concluded());
    parkedOffset = parkedOffset + 100 < sweep.parked() ? parkedOffset + 100 : 0;
    if (++passes % PASSES_BETWEEN_SEEDS == 0) {
      seeder.reseed();
    }
  }
}
