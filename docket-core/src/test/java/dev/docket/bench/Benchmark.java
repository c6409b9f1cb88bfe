package dev.docket.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.docket.Docket;
import dev.docket.Placement;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.local.LocalRedis;
import io.lettuce.core.Consumer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the engine against a minimal loop on the same Redis, in one run: {@code mvn -q -Pbench
 * -pl docket-core test-compile}. The loop adds by pipelined XADD and drains by XREADGROUP COUNT
 * 100, XACK and XDEL, with no keys, no states, no results.
 */
public final class Benchmark {

  public record Nothing(int number) implements Task {}

  public record Stamped(long nanos) implements Task {}

  /** The compiler needs the first half of them: only the second counts. */
  private static final int ROUNDS = 20;

  private static final int BURSTS = 3;

  private static final int TASKS = Integer.getInteger("tasks", 50_000);
  private static final OperatingSystemMXBean OWN =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final LocalRedis redis;
  private final RedisCommands<String, String> commands;
  private final StatefulRedisConnection<String, String> connection;

  private Benchmark(LocalRedis redis, StatefulRedisConnection<String, String> connection) {
    this.redis = redis;
    this.connection = connection;
    this.commands = connection.sync();
  }

  public static void main(String[] args) throws Exception {
    try (LocalRedis redis = LocalRedis.start()) {
      RedisClient client = RedisClient.create(redis.url());
      Benchmark benchmark = new Benchmark(redis, client.connect());
      System.out.printf(
          "%s, %d processors, Java %s%n",
          redis.source(), Runtime.getRuntime().availableProcessors(), Runtime.version());
      benchmark.compare();
      benchmark.latency();
      for (int burst = 1; burst <= BURSTS; burst++) {
        benchmark.burst();
      }
      System.exit(0);
    }
  }

  private void compare() throws Exception {
    List<Double> loops = new ArrayList<>();
    List<Double> dockets = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      double loop = loop();
      double docket = drain();
      double share = 100 * docket / loop;
      System.out.printf(
          "round %d: docket %.0f/s = %.0f %% of the loop's %.0f/s%n", round, docket, share, loop);
      if (round > ROUNDS / 2) {
        loops.add(loop);
        dockets.add(docket);
        shares.add(share);
      }
    }
    System.out.printf(
        "last %d rounds, median (least to most): docket %s/s, loop %s/s, share %s %%%n",
        shares.size(), spread(dockets), spread(loops), spread(shares));
  }

  private static String spread(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    int half = sorted.size() / 2;
    double median = (sorted.get(half) + sorted.get((sorted.size() - 1) / 2)) / 2;
    return "%.0f (%.0f to %.0f)".formatted(median, sorted.getFirst(), sorted.getLast());
  }

  /** Tasks per second through the minimal loop. */
  @SuppressWarnings("unchecked") // a generic varargs array that stays in the call
  private double loop() throws Exception {
    commands.flushall();
    commands.xgroupCreate(StreamOffset.from("loop", "0"), "g", XGroupCreateArgs.Builder.mkstream());
    RedisAsyncCommands<String, String> async = connection.async();
    List<RedisFuture<String>> added = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      added.add(async.xadd("loop", Map.of("args", "{\"number\":" + i + "}")));
    }
    for (RedisFuture<String> one : added) {
      one.get();
    }
    long start = System.nanoTime();
    int done = 0;
    while (done < TASKS) {
      List<StreamMessage<String, String>> read =
          commands.xreadgroup(
              Consumer.from("g", "c"),
              XReadArgs.Builder.count(100),
              StreamOffset.lastConsumed("loop"));
      String[] ids = read.stream().map(StreamMessage::getId).toArray(String[]::new);
      async.xack("loop", "g", ids);
      async.xdel("loop", ids);
      done += ids.length;
    }
    return TASKS / ((System.nanoTime() - start) / 1e9);
  }

  /**
   * Tasks per second through one worker at concurrency 100, all state kept; prints what each cost.
   */
  private double drain() {
    commands.flushall();
    long empty = memory();
    try (Docket docket = Docket.connect(redis.url(), "bench")) {
      docket.register(Nothing.class, nothing -> {});
      List<Placement> placements = new ArrayList<>();
      for (int i = 0; i < TASKS; i++) {
        placements.add(new Placement(new Nothing(i), Schedule.now()));
      }
      Cost before = cost();
      long start = System.nanoTime();
      docket.addAll(placements);
      double adding = TASKS / ((System.nanoTime() - start) / 1e9);
      Cost added = cost();
      double bytes = (memory() - empty) / (double) TASKS;
      double draining;
      try (Worker worker = Worker.builder(docket).concurrency(100).build()) {
        start = System.nanoTime();
        worker.runUntilFinished();
        draining = TASKS / ((System.nanoTime() - start) / 1e9);
      }
      Cost drained = cost();
      System.out.printf(
          "  add %.0f/s (%s), drain %.0f/s (%s), %.0f bytes per queued task%n",
          adding, added.since(before), draining, drained.since(added), bytes);
      return draining;
    }
  }

  /**
   * From add to start of the handler at 500 tasks per second, each stamped when it was due to be
   * sent.
   */
  private void latency() throws Exception {
    commands.flushall();
    int count = 2500;
    long[] micros = new long[count];
    AtomicInteger next = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(count);
    try (Docket docket = Docket.connect(redis.url(), "latency");
        Worker worker = Worker.builder(docket).concurrency(100).build()) {
      docket.register(
          Stamped.class,
          stamped -> {
            micros[next.getAndIncrement()] = (System.nanoTime() - stamped.nanos()) / 1000;
            done.countDown();
          });
      worker.start();
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        long due = start + i * 2_000_000L;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        docket.add(new Stamped(due));
      }
      done.await();
    }
    Arrays.sort(micros);
    System.out.printf(
        "latency at 500/s: p50 %.2f ms, p99 %.2f ms, worst %.2f ms%n",
        micros[count / 2] / 1e3, micros[count * 99 / 100] / 1e3, micros[count - 1] / 1e3);
  }

  /** 20,000 tasks due at one instant: how late the last starts. */
  private void burst() throws Exception {
    commands.flushall();
    int count = 20_000;
    CountDownLatch done = new CountDownLatch(count);
    AtomicLong last = new AtomicLong();
    try (Docket docket = Docket.connect(redis.url(), "burst");
        Worker worker = Worker.builder(docket).concurrency(100).build()) {
      Instant due = Instant.now().plusSeconds(3);
      docket.register(
          Nothing.class,
          nothing -> {
            last.accumulateAndGet(Duration.between(due, Instant.now()).toMillis(), Math::max);
            done.countDown();
          });
      List<Placement> placements = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        placements.add(new Placement(new Nothing(i), Schedule.at(due)));
      }
      docket.addAll(placements);
      worker.start();
      done.await();
    }
    System.out.printf("20,000 due at one instant: the last is %d ms late%n", last.get());
  }

  private Cost cost() {
    return new Cost(
        number(commands.info("stats"), "total_commands_processed"),
        number(commands.info("cpu"), "used_cpu_user")
            + number(commands.info("cpu"), "used_cpu_sys"),
        OWN.getProcessCpuTime() / 1e9);
  }

  private long memory() {
    return (long) number(commands.info("memory"), "used_memory");
  }

  private static double number(String info, String field) {
    return info.lines()
        .filter(line -> line.startsWith(field + ":"))
        .mapToDouble(line -> Double.parseDouble(line.substring(field.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private record Cost(double calls, double redisCpu, double ownCpu) {
    String since(Cost before) {
      return "%.2f commands, %.1f µs of Redis CPU and %.1f µs of own CPU per task"
          .formatted(
              (calls - before.calls) / TASKS,
              (redisCpu - before.redisCpu) * 1e6 / TASKS,
              (ownCpu - before.ownCpu) * 1e6 / TASKS);
    }
  }
}
