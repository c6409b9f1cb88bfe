package dev.docket.internal.worker;

import dev.docket.internal.redis.WorkerStore.Identity;
import dev.docket.internal.redis.WorkerStore.Sweep;
import java.time.Duration;

/**
 * Looks for what dead workers left, in turn with the other workers, and re-seeds automatic tasks
 * now and then.
 */
final class Sweeper {

  private static final int PASSES_BETWEEN_SEEDS = 5;

  private final Engine engine;
  private final Identity identity;
  private final Duration interval;
  private final int maxDeliveries;
  private final PerpetualSeeder seeder;
  private final Signal next = new Signal();
  private final Loop loop;
  private long parkedOffset;
  private int passes;

  Sweeper(
      Engine engine,
      Identity identity,
      Duration interval,
      int maxDeliveries,
      PerpetualSeeder seeder) {
    this.engine = engine;
    this.identity = identity;
    this.interval = interval;
    this.maxDeliveries = maxDeliveries;
    this.seeder = seeder;
    this.loop = engine.loop("sweeper", this::once);
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

  void join() {
    loop.join(Drain.GRACE);
  }

  private void once() throws InterruptedException {
    next.await(interval);
    if (loop.isStopped() || engine.isFrozen()) {
      return;
    }
    Sweep sweep =
        engine.core().workers().sweep(identity, interval.dividedBy(2), maxDeliveries, parkedOffset);
    engine.count(sweep.concluded());
    parkedOffset = parkedOffset + 100 < sweep.parked() ? parkedOffset + 100 : 0;
    if (++passes % PASSES_BETWEEN_SEEDS == 0) {
      seeder.reseed();
    }
  }
}
