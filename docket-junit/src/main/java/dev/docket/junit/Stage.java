package dev.docket.junit;

import dev.docket.Docket;
import dev.docket.Residue;
import dev.docket.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** One docket of a test, with the workers that were injected for it. */
final class Stage {

  /** How long a handler may take to end when its test has ended. */
  private static final Duration DRAIN = Duration.ofSeconds(2);

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

  /** Ends everything; returns what the guards found. */
  List<String> close(Checks checks) {
    List<String> found = new ArrayList<>();
    watch.end();
    if (checks.leftovers() == Leftovers.FAIL && docket.snapshot().totalTasks() > 0) {
      found.add("work is left over:\n" + Standstill.of(docket, recorder));
    }
    workers.values().forEach(worker -> close(worker, checks, found));
    Residue.Left left = Residue.tidy(docket);
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
    } else {
      closeDocket();
    }
    return found;
  }

  /** A handler that does not end must not keep the test from ending. */
  private void close(Worker worker, Checks checks, List<String> found) {
    Thread closing = Thread.ofVirtual().start(worker::close);
    try {
      if (!closing.join(DRAIN)) {
        if (checks.has(Guard.THREADS)) {
          found.add("a handler still runs:\n" + Standstill.of(docket, recorder));
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

  /**
   * Whether it could be closed: a worker that the test left may run a handler that does not end. It
   * is closed with that worker then.
   */
  private boolean closeDocket() {
    Thread closing = Thread.ofVirtual().start(docket::close);
    try {
      if (closing.join(DRAIN)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closing.interrupt();
    return false;
  }

  private static void threads(Set<String> names, List<String> found) {
    for (String name : names) {
      List<String> threads = ThreadGuard.left(name);
      if (!threads.isEmpty()) {
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
    if (closeDocket() && !ThreadGuard.left(docket.name()).isEmpty()) {
      found.add(
          "another Docket named %s is open; close each docket that the test builds"
              .formatted(docket.name()));
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
