package dev.docket.internal.worker;

import dev.docket.internal.redis.WorkerStore;
import dev.docket.internal.redis.WorkerStore.Identity;
import dev.docket.internal.redis.WorkerStore.Renewal;
import dev.docket.internal.task.RegisteredTask;
import dev.docket.internal.task.TaskDescription;
import dev.docket.internal.task.TaskRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Says on a platform thread that the worker lives, and renews the leases of what it runs until the
 * last run has been settled. A renewal also tells of a cancel that the channel lost.
 */
final class LeaseKeeper {

  private static final int BATCH = 200;

  private final Core core;
  private final Identity identity;
  private final Runs runs;
  private final CancellationListener cancels;
  private final Signal next = new Signal();
  private final Loop loop;
  private final ReentrantLock passing = new ReentrantLock();
  private volatile boolean frozen;
  private volatile List<AutoCloseable> listening = List.of();
  private @Nullable List<RegisteredTask> told;

  LeaseKeeper(Shift shift, CancellationListener cancels) {
    this.core = shift.core();
    this.identity = shift.identity();
    this.runs = shift.runs();
    this.cancels = cancels;
    Duration interval = core.heartbeatInterval();
    this.loop =
        shift.loop(
            "lease",
            interval, // back before the others take it for dead
            () -> {
              next.await(interval);
              pass();
            });
  }

  private void pass() throws InterruptedException {
    passing.lockInterruptibly();
    try {
      if (!frozen && !isStopped()) {
        beat();
        renew();
      }
    } finally {
      passing.unlock();
    }
  }

  /** Waits for the end of a heartbeat under way, if Redis is there to take it. */
  void awaitPass() {
    try {
      if (passing.tryLock(Drain.GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        passing.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Listens; the worker has said before that it lives. */
  void start() {
    listening = List.of(core.link().onReconnect(next::wake));
  }

  /** Says again that the worker lives, and renews, from now on; one interval has passed. */
  void begin() {
    next.wake();
    loop.start();
  }

  Loop loop() {
    return loop;
  }

  /** A pass under way is the last one. */
  void freeze(boolean frozen) {
    this.frozen = frozen;
    if (frozen) {
      awaitPass();
    }
  }

  boolean isFrozen() {
    return frozen;
  }

  void stop() {
    loop.stop();
    next.wake();
    loop.join(Drain.GRACE);
    Closing.all(listening);
  }

  void crash() {
    frozen = true;
    loop.stopNow();
    Closing.all(listening);
  }

  private boolean isStopped() {
    return loop.isStopped();
  }

  /**
   * Says that the worker lives, and what it can run when that has changed or Redis has forgotten
   * it. Called before {@link #start}, then by its own thread.
   */
  void beat() {
    TaskRegistry registry = core.registry();
    WorkerStore workers = core.workers();
    List<RegisteredTask> tasks = registry.all();
    int running = runs.size();
    if (!tasks.equals(told) || !workers.heartbeat(identity, running)) {
      String described = TaskDescription.write(tasks);
      workers.introduce(identity, running, registry.names(), described);
      told = tasks;
    }
  }

  private void renew() {
    cancels.forgetEarly();
    List<Run> present = new ArrayList<>(runs.all());
    for (int from = 0; from < present.size(); from += BATCH) {
      renew(present.subList(from, Math.min(present.size(), from + BATCH)));
    }
  }

  private void renew(List<Run> batch) {
    List<Renewal> renewals =
        core.workers().renew(identity, batch.stream().map(Run::lease).toList());
    for (int n = 0; n < renewals.size(); n++) {
      if (renewals.get(n) == Renewal.CANCEL) {
        batch.get(n).interrupt(Interruption.Reason.CANCEL);
      }
    }
  }
}
