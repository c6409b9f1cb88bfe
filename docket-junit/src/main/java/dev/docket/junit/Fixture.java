package dev.docket.junit;

import dev.docket.Docket;
import dev.docket.Worker;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/** Everything that one test was given. */
final class Fixture implements AutoCloseable {

  private final TestSettings settings;
  private final RedisSource redis;
  private final String name = "test-" + UUID.randomUUID();
  private final TestClock clock = new TestClock();
  private final Timeline timeline = new Timeline();
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock.
  private final Map<String, Docket> dockets = new LinkedHashMap<>();
  private final Map<String, Worker> workers = new LinkedHashMap<>();

  Fixture(TestSettings settings, RedisSource redis) {
    this.settings = settings;
    this.redis = redis;
  }

  TestSettings settings() {
    return settings;
  }

  /** Part of the names of its workers and of no other test's. */
  String workerId() {
    return name.substring(name.length() - 8);
  }

  TestRedis redis() {
    return new TestRedis(redis);
  }

  TestClock clock() {
    docket("");
    return clock;
  }

  Docket docket(String label) {
    lock.lock();
    try {
      return dockets.computeIfAbsent(label, this::connect);
    } finally {
      lock.unlock();
    }
  }

  Worker worker(String label, boolean ownDocket) {
    lock.lock();
    try {
      boolean own = ownDocket || dockets.containsKey(label);
      Docket docket = docket(own ? label : "");
      return workers.computeIfAbsent(
          label,
          name ->
              Worker.builder(docket)
                  .name("worker-" + workerId() + (label.isEmpty() ? "" : "-" + label))
                  .concurrency(settings.concurrency())
                  .schedulingResolution(Duration.ofMillis(50))
                  .build());
    } finally {
      lock.unlock();
    }
  }

  private Docket connect(String label) {
    Docket.Builder builder =
        Docket.builder()
            .url(redis.url())
            .name(label.isEmpty() ? name : name + "-" + label)
            .listener(timeline);
    if (settings.clock() == ClockMode.VIRTUAL) {
      builder.clock(clock);
    }
    if (settings.deliverTwice()) {
      builder.interceptor(
          (context, run) -> {
            run.call();
            return run.call();
          });
    }
    Docket docket = builder.build();
    clock.watch(docket);
    settings.handlers().forEach(type -> docket.register(instance(type)));
    return docket;
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

  /** What a reader needs who looks at a failed test. */
  String diagnostics() {
    StringBuilder text =
        new StringBuilder("Docket diagnostics\n  Redis: " + redis.description() + "\n");
    dockets.forEach(
        (label, docket) -> {
          text.append("  docket ").append(docket.name()).append('\n');
          text.append("    pending: ").append(docket.snapshot().future()).append('\n');
          text.append("    running: ").append(docket.snapshot().running()).append('\n');
          text.append("    slots: ").append(docket.concurrencySets()).append('\n');
          text.append("    strikes: ").append(docket.strikes()).append('\n');
        });
    text.append("  timeline\n");
    timeline.lines().forEach(line -> text.append("    ").append(line).append('\n'));
    text.append("  task failures\n");
    timeline.failures().forEach(failure -> text.append("    ").append(failure).append('\n'));
    return text.toString();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      workers.values().forEach(Worker::close);
      dockets.values().forEach(Docket::clear);
      dockets.values().forEach(Docket::close);
      workers.clear();
      dockets.clear();
    } finally {
      lock.unlock();
      if (redis.own()) {
        redis.close();
      }
    }
  }
}
