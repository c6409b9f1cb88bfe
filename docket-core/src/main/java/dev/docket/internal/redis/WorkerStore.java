package dev.docket.internal.redis;

import dev.docket.WorkerInfo;
import dev.docket.internal.codec.Json;
import dev.docket.operations.LostWorker;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.ZAddArgs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Workers: that they live, what they run, and what dead ones left. All of it goes by real time. */
public final class WorkerStore {

  private static final int SWEEP_BUDGET = 100;
  private static final Duration LOST_KEPT = Duration.ofDays(7);

  private final RedisLink link;
  private final Keys keys;
  private final DocketTime time;
  private final Retention retention;

  public WorkerStore(RedisLink link, Keys keys, DocketTime time, Retention retention) {
    this.link = link;
    this.keys = keys;
    this.time = time;
    this.retention = retention;
  }

  /** Says that the worker lives; false when Redis has forgotten what it can run. */
  public boolean heartbeat(Identity worker, int running) {
    return heartbeat(worker, running, "", "");
  }

  /**
   * Says that the worker lives and what it can run.
   *
   * @param described what the tasks are like, as JSON
   */
  public void introduce(Identity worker, int running, Set<String> tasks, String described) {
    heartbeat(worker, running, Json.write(List.copyOf(tasks)), described);
  }

  private boolean heartbeat(Identity worker, int running, String tasks, String described) {
    Long told =
        link.await(
            link.number(
                Script.HEARTBEAT,
                keys,
                worker.consumer(),
                worker.name(),
                Integer.toString(worker.concurrency()),
                Integer.toString(running),
                Long.toString(worker.silence().toMillis()),
                Long.toString(worker.lease().toMillis()),
                tasks,
                described,
                Long.toString(worker.beat().toMillis())));
    return told == 1;
  }

  /** Renews what is running; says for each whether it goes on. */
  public List<Renewal> renew(Identity worker, List<Lease> leases) {
    List<String> args = new ArrayList<>();
    Collections.addAll(
        args,
        worker.consumer(),
        Long.toString(worker.lease().toMillis()),
        Integer.toString(leases.size()));
    for (Lease lease : leases) {
      Collections.addAll(args, lease.sid(), lease.key(), Long.toString(lease.epoch()));
      args.add(Integer.toString(lease.held().size() / 2));
      args.addAll(lease.held());
    }
    return link.await(link.list(Script.RENEW, keys, args.toArray(String[]::new))).stream()
        .map(word -> Renewal.of((String) word))
        .toList();
  }

  /** Puts what dead workers left back on the stream, if no other worker has just done it. */
  public Sweep sweep(Identity sweeper, Duration interval, int maxDeliveries, long parkedOffset) {
    List<Object> reply =
        link.await(
            link.list(
                Script.SWEEP,
                keys,
                time.argument(),
                sweeper.consumer(),
                Long.toString(interval.toMillis()),
                Integer.toString(maxDeliveries),
                retention.executionMillis(),
                retention.failedMillis(),
                Long.toString(sweeper.lease().toMillis()),
                Long.toString(sweeper.silence().toMillis()),
                Integer.toString(SWEEP_BUDGET),
                Long.toString(parkedOffset)));
    return new Sweep((Long) reply.get(1), Concluded.after(reply, 2));
  }

  /**
   * Takes leave: unstarted deliveries go back to the stream, the consumer is forgotten. Returns
   * what ended instead.
   */
  public List<Concluded> farewell(Identity worker) {
    List<Concluded> concluded = new ArrayList<>();
    List<Object> reply;
    do {
      reply =
          link.await(
              link.list(
                  Script.FAREWELL,
                  keys,
                  time.argument(),
                  worker.consumer(),
                  retention.executionMillis(),
                  retention.failedMillis(),
                  Long.toString(worker.lease().toMillis())));
      concluded.addAll(Concluded.after(reply, 1));
    } while ((Long) reply.get(0) > 0);
    return concluded;
  }

  /** Lets it look as if a worker had last been heard at the beginning of time. */
  public void lapse(Identity worker) {
    link.await(link.commands().zadd(keys.workers(), ZAddArgs.Builder.xx(), 1, worker.consumer()));
  }

  /** How many workers have not been forgotten. */
  public long count() {
    return link.await(link.commands().zcard(keys.workers()));
  }

  /** The workers whose heartbeat is recent, in order of name. */
  public List<WorkerInfo> workers() {
    return known().stream().filter(Known::alive).map(Known::info).toList();
  }

  /** All workers that have not been forgotten, in order of name. */
  public List<Known> known() {
    var beats = link.commands().zrangeWithScores(keys.workers(), 0, -1);
    var time = link.commands().time();
    List<ScoredValue<String>> seen = link.await(beats);
    Instant now = Instant.ofEpochSecond(Long.parseLong(link.await(time).get(0)));
    List<CompletionStage<Map<String, String>>> told = new ArrayList<>(seen.size());
    for (ScoredValue<String> beat : seen) {
      told.add(link.commands().hgetall(keys.worker(beat.getValue())));
    }
    List<Known> workers = new ArrayList<>(seen.size());
    for (int n = 0; n < told.size(); n++) {
      Map<String, String> fields = link.await(told.get(n));
      if (fields.containsKey("name")) {
        workers.add(known(seen.get(n), fields, now));
      }
    }
    workers.sort(Comparator.comparing(worker -> worker.info().name()));
    return workers;
  }

  private static Known known(ScoredValue<String> beat, Map<String, String> told, Instant now) {
    Instant seen = Instant.ofEpochMilli((long) beat.getScore());
    Duration silence = Duration.ofMillis(Long.parseLong(told.getOrDefault("silence", "0")));
    WorkerInfo info =
        new WorkerInfo(
            told.getOrDefault("name", ""),
            seen,
            tasks(told.getOrDefault("tasks", "[]")),
            Integer.parseInt(told.getOrDefault("concurrency", "0")),
            Integer.parseInt(told.getOrDefault("running", "0")));
    return new Known(
        info,
        beat.getValue(),
        silence,
        Duration.ofMillis(Long.parseLong(told.getOrDefault("lease", "0"))),
        told.getOrDefault("described", "[]"),
        Duration.between(seen, now).compareTo(silence) <= 0);
  }

  private static Set<String> tasks(String json) {
    Set<String> tasks = new LinkedHashSet<>();
    for (Object task : (List<?>) Objects.requireNonNull(Json.read(json, List.class))) {
      tasks.add((String) task);
    }
    return Collections.unmodifiableSet(tasks);
  }

  /**
   * The latest workers that were forgotten because nobody heard of them, newest first. What is
   * older than a week goes when the next is noted.
   */
  public List<LostWorker> lost(int most) {
    var noted = link.commands().zrevrangeWithScores(keys.lost(), 0, most - 1L);
    var time = link.commands().time();
    List<ScoredValue<String>> latest = link.await(noted);
    double since = Double.parseDouble(link.await(time).get(0)) * 1000 - LOST_KEPT.toMillis();
    return latest.stream()
        .filter(one -> one.getScore() >= since)
        .map(one -> lost(one.getValue(), (long) one.getScore()))
        .toList();
  }

  /** {@code <last seen>:<deliveries>:<consumer>}. */
  private static LostWorker lost(String member, long noticed) {
    String[] parts = member.split(":", 3);
    return new LostWorker(
        nameOf(parts[2]),
        Instant.ofEpochMilli(Long.parseLong(parts[0])),
        Instant.ofEpochMilli(noticed),
        Long.parseLong(parts[1]));
  }

  /** A consumer is the worker's name with the id of one start of it. */
  static String nameOf(String consumer) {
    int at = consumer.lastIndexOf('@');
    return at < 0 ? consumer : consumer.substring(0, at);
  }

  /**
   * Who a worker is.
   *
   * @param consumer its name in the consumer group, unique to this start of it
   * @param silence after which it counts as dead
   * @param lease how long a delivery stays its own without renewal
   * @param beat the time between its heartbeats
   */
  public record Identity(
      String name,
      String consumer,
      int concurrency,
      Duration silence,
      Duration lease,
      Duration beat) {}

  /**
   * What a worker told of itself.
   *
   * @param described what its tasks are like, as JSON
   * @param alive whether its latest heartbeat is recent enough
   */
  public record Known(
      WorkerInfo info,
      String consumer,
      Duration silence,
      Duration lease,
      String described,
      boolean alive) {}

  /** A running execution whose lease is to be renewed. */
  public record Lease(String sid, String key, long epoch, List<String> held) {}

  /** What a renewal found. */
  public enum Renewal {
    OK,
    CANCEL,
    LOST;

    static Renewal of(String word) {
      return switch (word) {
        case "ok" -> OK;
        case "cancel" -> CANCEL;
        default -> LOST;
      };
    }
  }

  /**
   * What a sweep did.
   *
   * @param parked how many executions are parked; 0 also when another worker swept just now
   * @param concluded what ended
   */
  public record Sweep(long parked, List<Concluded> concluded) {}
}
