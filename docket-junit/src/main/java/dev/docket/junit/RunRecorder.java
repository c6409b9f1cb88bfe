package dev.docket.junit;

import dev.docket.Disposition;
import dev.docket.DocketListener;
import dev.docket.RunInterceptor;
import dev.docket.TaskContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happened on one docket of a test. Called by the threads of runs and of workers;
 * read by any thread.
 */
final class RunRecorder implements DocketListener, RunInterceptor {

  /** An add or a replace. */
  record Placed(String key, String taskName, Instant when, Disposition disposition) {}

  /** What tells a run that has not ended from all others. */
  private record Open(String key, int attempt, String worker) {}

  /** The run of this thread, for what the thread prints. */
  private static final ThreadLocal<RunEntry> CURRENT = new ThreadLocal<>();

  private final long origin = System.nanoTime();
  private final Pulse pulse = new Pulse();
  private final List<Placed> placed = new CopyOnWriteArrayList<>();
  private final List<RunEntry> entries = new CopyOnWriteArrayList<>();

  /** The next run of a key may start before the end of the last one is told: in that order. */
  private final Map<Open, Queue<RunEntry>> open = new ConcurrentHashMap<>();

  private final AtomicInteger most = new AtomicInteger();
  private final Map<String, Integer> runsByKey = new ConcurrentHashMap<>();
  private final List<Throwable> disruptions = new CopyOnWriteArrayList<>();

  static @Nullable RunEntry current() {
    return CURRENT.get();
  }

  /** Beats whenever something has happened. */
  Pulse pulse() {
    return pulse;
  }

  @Override
  public void scheduled(String key, String taskName, Instant when, Disposition disposition) {
    placed.add(new Placed(key, taskName, when, disposition));
    pulse.beat();
  }

  @Override
  public void runStarted(RunStarted run) {
    RunEntry entry = new RunEntry(run, origin);
    CURRENT.set(entry);
    entries.add(entry);
    open.compute(
        new Open(run.key(), run.attempt(), run.worker()), (same, runs) -> with(entry, runs));
    most.accumulateAndGet(runsByKey.merge(run.key(), 1, Integer::sum), Math::max);
    pulse.beat();
  }

  @Override
  public @Nullable Object around(TaskContext context, Callable<@Nullable Object> run)
      throws Exception {
    RunEntry entry = CURRENT.get();
    if (entry == null) {
      return run.call();
    }
    entry.enter(context.arguments());
    try {
      return run.call();
    } finally {
      entry.leave();
    }
  }

  @Override
  public void runEnded(RunEnded run) {
    RunEntry entry = first(new Open(run.key(), run.attempt(), run.worker()));
    // What was refused never started. It is no progress: a struck chain goes on like that for ever.
    if (entry != null) {
      entry.end(run);
      pulse.beat();
    }
  }

  private static Queue<RunEntry> with(RunEntry entry, @Nullable Queue<RunEntry> runs) {
    Queue<RunEntry> more = runs == null ? new ConcurrentLinkedQueue<>() : runs;
    more.add(entry);
    return more;
  }

  /** Takes away the run that started first. */
  private @Nullable RunEntry first(Open ended) {
    AtomicReference<@Nullable RunEntry> first = new AtomicReference<>();
    open.computeIfPresent(
        ended,
        (same, runs) -> {
          first.set(runs.poll());
          return runs.isEmpty() ? null : runs;
        });
    return first.get();
  }

  @Override
  public void disrupted(Throwable error) {
    disruptions.add(error);
  }

  /** How many runs have started so far: where the next report begins. */
  int mark() {
    return entries.size();
  }

  /** The runs that started after a mark, in the order in which their handlers were called. */
  List<TaskRun> runs(int mark) {
    List<TaskRun> runs = new ArrayList<>();
    entries.subList(mark, entries.size()).forEach(entry -> runs.add(entry.run()));
    runs.sort(Comparator.comparing(TaskRun::began));
    return runs;
  }

  /** The run of a key that has not ended. */
  Optional<RunEntry> running(String key) {
    return running().filter(entry -> entry.start().key().equals(key)).findFirst();
  }

  /** Whether a handler is at work on such a worker. */
  boolean isAtWork(Predicate<String> worker) {
    return running().anyMatch(entry -> worker.test(entry.start().worker()) && !entry.hasLeft());
  }

  private Stream<RunEntry> running() {
    return open.values().stream().flatMap(Queue::stream);
  }

  /** How often the executions of each key ran so far. */
  Map<String, Integer> runsByKey() {
    return Map.copyOf(runsByKey);
  }

  /** The same of the last while. */
  Map<String, Integer> runsByKey(Duration last) {
    Map<String, Integer> runs = new HashMap<>();
    entries.stream()
        .filter(entry -> entry.isWithin(last))
        .forEach(entry -> runs.merge(entry.start().key(), 1, Integer::sum));
    return runs;
  }

  /** The most runs of any one key so far. */
  int mostRuns() {
    return most.get();
  }

  List<Placed> placed() {
    return List.copyOf(placed);
  }

  List<Throwable> disruptions() {
    return List.copyOf(disruptions);
  }
}
