package dev.docket.junit;

import dev.docket.Docket;
import dev.docket.Worker;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/** Everything that one test was given. */
final class Fixture {

  /**
   * What a worker left is found soon after others take it for dead, which {@link Faults} brings
   * about.
   */
  private static final Duration HEARTBEAT = Duration.ofMillis(200);

  /**
   * Patient, because a machine that runs tests may be busy: no worker that lives is taken for dead.
   */
  private static final int MISSED_HEARTBEATS = 50;

  private final TestSettings settings;
  private final RedisSource redis;
  private final Optional<TestThreads> threads;
  private final String name = "test-" + UUID.randomUUID();
  private final TestClock clock;
  private final ReentrantLock lock = new ReentrantLock();

  /** By label, in the order in which they were asked for. Guarded by lock. */
  private final Map<String, Stage> stages = new LinkedHashMap<>();

  Fixture(TestSettings settings, RedisSource redis, Optional<TestThreads> threads) {
    this.settings = settings;
    this.redis = redis;
    this.threads = threads;
    this.clock = TestClock.of(settings);
    OutputTee.acquire();
  }

  TestRedis redis() {
    return new TestRedis(redis);
  }

  TestClock clock() {
    stage("");
    return clock;
  }

  Docket docket(String label) {
    return stage(label).docket();
  }

  Worker worker(String label, boolean ownDocket) {
    return stageOf(label, ownDocket).worker(workerName("worker", label), settings.concurrency());
  }

  TestWorker testWorker(String label, boolean ownDocket) {
    return stageOf(label, ownDocket).testWorker(workerName("tester", label), settings, clock);
  }

  private String workerName(String kind, String label) {
    String id = name.substring(name.length() - 8);
    return kind + "-" + id + (label.isEmpty() ? "" : "-" + label);
  }

  private Stage stageOf(String label, boolean ownDocket) {
    lock.lock();
    try {
      return stage(ownDocket || stages.containsKey(label) ? label : "");
    } finally {
      lock.unlock();
    }
  }

  private Stage stage(String label) {
    lock.lock();
    try {
      return stages.computeIfAbsent(label, this::open);
    } finally {
      lock.unlock();
    }
  }

  private Stage open(String label) {
    RunRecorder recorder = new RunRecorder();
    HangWatch watch = new HangWatch(recorder, settings);
    Docket.Builder builder =
        Docket.builder()
            .url(redis.url())
            .name(label.isEmpty() ? name : name + "-" + label)
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeats(MISSED_HEARTBEATS)
            .listener(recorder)
            .interceptor(recorder)
            .watch(watch);
    threads.ifPresent(owner -> builder.interceptor(owner::around));
    if (settings.clock() == ClockMode.VIRTUAL) {
      builder.clock(clock);
    }
    if (settings.checks().has(Guard.ARGUMENTS)) {
      builder.beforeAdd(RoundTrip::check);
    }
    if (settings.deliverTwice()) {
      builder.interceptor(
          (context, run) -> {
            run.call();
            return run.call();
          });
    }
    Docket docket = builder.build();
    watch.begin(docket);
    clock.watch(docket);
    Recorders.put(docket, recorder);
    settings.handlers().forEach(type -> docket.register(instance(type)));
    return new Stage(docket, recorder, watch);
  }

  private static Object instance(Class<?> type) {
    try {
      var constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(
          "%s in @DocketTest(handlers) needs a constructor without parameters"
              .formatted(type.getName()),
          e);
    } catch (InvocationTargetException | InstantiationException | IllegalAccessException e) {
      throw new IllegalStateException("Could not make a " + type.getName(), e);
    }
  }

  /** Whether something is pending although that is not allowed. */
  boolean leavesWork() {
    return settings.checks().leftovers() == Leftovers.FAIL
        && stages().stream().anyMatch(Stage::leavesWork);
  }

  /** What a reader needs who looks at a failed test. */
  String diagnostics() {
    String time =
        settings.clock() == ClockMode.VIRTUAL ? "virtual, at " + clock.now() : "the server's";
    Diagnostics diagnostics = new Diagnostics(redis.description(), time);
    stages().forEach(stage -> diagnostics.add(stage.docket(), stage.recorder()));
    return diagnostics.toString();
  }

  /** Ends everything; returns what the guards found. */
  List<String> close() {
    List<String> found = new ArrayList<>();
    List<RuntimeException> failures = new ArrayList<>();
    try {
      for (Stage stage : stages()) {
        try {
          found.addAll(stage.close(settings.checks()));
        } catch (RuntimeException e) {
          failures.add(e);
        }
        Recorders.remove(stage.docket());
      }
    } finally {
      OutputTee.release();
      if (redis.own()) {
        redis.close();
      }
    }
    if (!failures.isEmpty()) {
      RuntimeException first = failures.removeFirst();
      failures.forEach(first::addSuppressed);
      throw first;
    }
    return found;
  }

  private List<Stage> stages() {
    lock.lock();
    try {
      return List.copyOf(stages.values());
    } finally {
      lock.unlock();
    }
  }
}
