package dev.docket.junit;

import dev.docket.Docket;
import dev.docket.DocketException;
import dev.docket.Residue;
import dev.docket.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** One docket of a test, with the workers that were injected for it. */
final class Stage {

  private static final Duration SLICE = Duration.ofMillis(50);

  /** How many slices of time a handler may take to end when its test has ended: two seconds. */
  private static final int DRAIN = 40;

  /** How many there are to end without a handler: Redis may be away, or the machine slow. */
  private static final int LEAVE = 300;

  private final Docket docket;
  private final RunRecorder recorder;
  private final HangWatch watch;
  private final Map<String, Worker> workers = new ConcurrentHashMap<>();
  private final Map<String, TestWorker> testWorkers = new ConcurrentHashMap<>();

  Stage(Docket docket, RunRecorder recorder, HangWatch watch) {
    this.docket = docket;
    this.recorder = recorder;
    this.watch = watch;
  }

  Docket docket() {
    return docket;
  }

  RunRecorder recorder() {
    return recorder;
  }

  Worker worker(String name, int concurrency) {
    return workers.computeIfAbsent(
        name,
        wanted ->
            Worker.builder(docket)
                .name(wanted)
                .concurrency(concurrency)
                .schedulingResolution(Duration.ofMillis(50))
                .reconnectionDelay(Duration.ofMillis(100)) // a test's Redis is back soon
                .build());
  }

  TestWorker testWorker(String name, TestSettings settings, TestClock clock) {
    return testWorkers.computeIfAbsent(
        name,
        wanted ->
            new TestWorker(
                docket,
                worker(wanted, settings.concurrency()),
                clock,
                settings.clock() == ClockMode.VIRTUAL,
                recorder,
                watch));
  }

  /** Whether something is pending, as far as that can be told: the test may have closed it. */
  boolean leavesWork() {
    try {
      return docket.snapshot().totalTasks() > 0;
    } catch (IllegalStateException | DocketException e) {
      return false;
    }
  }

  /** Ends everything; returns what the guards found. */
  List<String> close(Checks checks) {
    List<String> found = new ArrayList<>();
    watch.end();
    if (checks.leftovers() == Leftovers.FAIL && leavesWork()) {
      found.add("work is left over:\n" + left());
    }
    workers.values().forEach(worker -> close(worker, checks, found));
    boolean closed;
    try {
      tidy(checks, found);
    } finally {
      closed = closeDocket();
    }
    if (closed && checks.has(Guard.CONNECTIONS) && !ThreadGuard.left(docket.name()).isEmpty()) {
      found.add(
          "another Docket named %s is open; close each docket that the test builds"
              .formatted(docket.name()));
    }
    return found;
  }

  private String left() {
    try {
      return Standstill.of(docket, recorder);
    } catch (RuntimeException e) {
      return "  its state cannot be read: " + e.getMessage();
    }
  }

  private void tidy(Checks checks, List<String> found) {
    Residue.Left left;
    try {
      left = Residue.tidy(docket);
    } catch (IllegalStateException e) {
      return; // the test has closed it
    }
    if (checks.has(Guard.KEYS) && !left.leaks().isEmpty()) {
      found.add("Redis keys without an expiry are left: " + left.leaks());
    }
    if (checks.has(Guard.THREADS)) {
      Set<String> names = new TreeSet<>(workers.keySet());
      names.addAll(left.workers());
      threads(names, found);
    }
    if (checks.has(Guard.CONNECTIONS)) {
      connections(subscriptions(left.channels()), found);
    }
  }

  /** A handler that does not end must not keep the test from ending. */
  private void close(Worker worker, Checks checks, List<String> found) {
    Thread closing = Thread.ofVirtual().start(worker::close);
    try {
      if (!ends(closing, worker.name()::equals)) {
        if (checks.has(Guard.THREADS) && recorder.isAtWork(worker.name()::equals)) {
          found.add("a handler still runs:\n" + left());
        }
        worker.faults().crash();
      }
    } catch (InterruptedException e) {
      worker.faults().crash();
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      // It ended a moment later than it was waited for.
    }
  }

  /** Waits for what ends, but not long for a handler on such a worker. */
  private boolean ends(Thread closing, Predicate<String> worker) throws InterruptedException {
    for (int slice = 1; slice <= LEAVE; slice++) {
      if (closing.join(SLICE)) {
        return true;
      }
      if (slice >= DRAIN && recorder.isAtWork(worker)) {
        return false;
      }
    }
    return false;
  }

  /**
   * Whether it could be closed: a worker that the test left may run a handler that does not end. It
   * is closed with that worker then.
   */
  private boolean closeDocket() {
    Thread closing = Thread.ofVirtual().start(docket::close);
    try {
      if (ends(closing, worker -> true)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closing.interrupt();
    return false;
  }

  private void threads(Set<String> names, List<String> found) {
    for (String name : names) {
      List<String> threads = ThreadGuard.left(name);
      if (!threads.isEmpty() && !Recorders.isElsewhere(name, docket)) {
        found.add(
            "worker %s still runs (threads %s); close each worker that the test builds, best with try-with-resources"
                .formatted(name, threads));
      }
    }
  }

  private void connections(List<String> subscriptions, List<String> found) {
    List<String> listened = subscriptions;
    Pulse never = new Pulse();
    try {
      // What was closed is on its way to Redis.
      for (int look = 0; look < 20 && !listened.isEmpty(); look++) {
        never.awaitAfter(0, Duration.ofMillis(25));
        listened = subscriptions(Residue.channels(docket));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!listened.isEmpty()) {
      found.add(
          "subscriptions are left open: %s; close what subscribe returns".formatted(listened));
    }
  }

  /** Those of executions; a docket and its workers have some of their own. */
  private List<String> subscriptions(List<String> channels) {
    String prefix = "{" + docket.name() + "}:";
    return channels.stream()
        .map(channel -> channel.substring(prefix.length()))
        .filter(channel -> channel.startsWith("state:") || channel.startsWith("progress:"))
        .toList();
  }
}
