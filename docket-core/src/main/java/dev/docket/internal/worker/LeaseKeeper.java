package dev.docket.internal.worker;

import dev.docket.internal.redis.Channels;
import dev.docket.internal.redis.WorkerStore;
import dev.docket.internal.redis.WorkerStore.Identity;
import dev.docket.internal.redis.WorkerStore.Lease;
import dev.docket.internal.redis.WorkerStore.Renewal;
import dev.docket.internal.task.RegisteredTask;
import dev.docket.internal.task.TaskDescription;
import dev.docket.internal.task.TaskRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Says on a platform thread that the worker lives, and renews the leases of what it runs until the
 * last run has been settled. Learns of cancels, from the channel at once and from each renewal in
 * case the channel lost one.
 */
final class LeaseKeeper {

  private static final int BATCH = 200;

  private final Engine engine;
  private final Identity identity;
  private final Signal next = new Signal();
  private final Map<String, Long> early = new ConcurrentHashMap<>();
  private final Loop loop;
  private final ReentrantLock passing = new ReentrantLock();
  private volatile boolean frozen;
  private volatile List<AutoCloseable> listening = List.of();
  private @Nullable List<RegisteredTask> told;

  LeaseKeeper(Engine engine, Identity identity, Duration interval) {
    this.engine = engine;
    this.identity = identity;
    this.loop =
        engine.loop(
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
    Channels channels = engine.core().link().channels();
    listening =
        List.of(
            channels.subscribe(engine.core().keys().cancel(), this::cancelRequested),
            channels.onReconnect(next::wake));
  }

  /** Says again that the worker lives, and renews, from now on; one interval has passed. */
  void begin() {
    next.wake();
    loop.start();
  }

  Loop loop() {
    return loop;
  }

  void freeze(boolean frozen) {
    this.frozen = frozen;
  }

  /** Whether a cancel came before its run was known here. */
  boolean wasCancelledEarly(Run run) {
    Long epoch = early.remove(run.key());
    return epoch != null && epoch == run.epoch();
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

  private void cancelRequested(String message) {
    int space = message.indexOf(' ');
    long epoch = Long.parseLong(message.substring(0, space));
    String key = message.substring(space + 1);
    boolean found = false;
    for (Run run : engine.runs().all()) {
      if (run.key().equals(key) && run.epoch() == epoch) {
        run.interrupt(Interruption.Reason.CANCEL);
        found = true;
      }
    }
    if (!found) {
      early.put(key, epoch);
    }
  }

  /**
   * Says that the worker lives, and what it can run when that has changed or Redis has forgotten
   * it. Called before {@link #start}, then by its own thread.
   */
  void beat() {
    TaskRegistry registry = engine.core().registry();
    WorkerStore workers = engine.core().workers();
    List<RegisteredTask> tasks = registry.all();
    int running = engine.runs().size();
    if (!tasks.equals(told) || !workers.heartbeat(identity, running)) {
      String described = TaskDescription.write(tasks);
      workers.introduce(identity, running, registry.names(), described);
      told = tasks;
    }
  }

  private void renew() {
    early.clear();
    List<Run> runs = new ArrayList<>(engine.runs().all());
    for (int from = 0; from < runs.size(); from += BATCH) {
      renew(runs.subList(from, Math.min(runs.size(), from + BATCH)));
    }
  }

  private void renew(List<Run> runs) {
    List<Lease> leases = new ArrayList<>(runs.size());
    for (Run run : runs) {
      leases.add(new Lease(run.delivery().sid(), run.key(), run.epoch(), run.held()));
    }
    List<Renewal> renewals = engine.core().workers().renew(identity, leases);
    for (int n = 0; n < renewals.size(); n++) {
      if (renewals.get(n) == Renewal.CANCEL) {
        runs.get(n).interrupt(Interruption.Reason.CANCEL);
      }
    }
  }
}
