package dev.docket.internal.redis;

import dev.docket.WorkerInfo;
import dev.docket.internal.codec.Json;
import io.lettuce.core.ScoredValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Workers: that they live, what they run, and what dead ones left. All of it goes by real time. */
public final class WorkerStore {

  private static final int SWEEP_BUDGET = 100;

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

  /**
   * Says that the worker lives; false when Redis has forgotten what it can run, so that it must be
   * told again.
   */
  public boolean heartbeat(Identity worker, int running, Set<String> tasks, boolean tellTasks) {
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
                tellTasks ? Json.write(List.copyOf(tasks)) : "",
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
    return new Sweep(((Long) reply.get(0)).intValue(), (Long) reply.get(1));
  }

  /** Takes leave: unstarted deliveries go back to the stream, the consumer is forgotten. */
  public void farewell(Identity worker) {
    long left;
    do {
      left =
          link.await(
              link.number(
                  Script.FAREWELL,
                  keys,
                  time.argument(),
                  worker.consumer(),
                  retention.executionMillis(),
                  retention.failedMillis(),
                  Long.toString(worker.lease().toMillis())));
    } while (left > 0);
  }

  /** The workers whose heartbeat is recent, in order of name. */
  public List<WorkerInfo> workers() {
    List<WorkerInfo> workers = new ArrayList<>();
    List<ScoredValue<String>> beats =
        link.await(link.commands().zrangeWithScores(keys.workers(), 0, -1));
    List<String> time = link.await(link.commands().time());
    Instant now = Instant.ofEpochSecond(Long.parseLong(time.get(0)));
    for (ScoredValue<String> beat : beats) {
      Map<String, String> told = link.await(link.commands().hgetall(keys.worker(beat.getValue())));
      Instant seen = Instant.ofEpochMilli((long) beat.getScore());
      if (told.containsKey("name")
          && Duration.between(seen, now).toMillis()
              <= Long.parseLong(told.getOrDefault("silence", "0"))) {
        workers.add(
            new WorkerInfo(
                told.get("name"),
                seen,
                tasks(told.getOrDefault("tasks", "[]")),
                Integer.parseInt(told.get("concurrency")),
                Integer.parseInt(told.get("running"))));
      }
    }
    workers.sort(java.util.Comparator.comparing(WorkerInfo::name));
    return workers;
  }

  private static Set<String> tasks(String json) {
    Set<String> tasks = new LinkedHashSet<>();
    for (Object task : (List<?>) Objects.requireNonNull(Json.read(json, List.class))) {
      tasks.add((String) task);
    }
    return Collections.unmodifiableSet(tasks);
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
   * What a sweep did: how many went back (-1: another worker swept just now), how many are parked.
   */
  public record Sweep(int redelivered, long parked) {
    public boolean hasMore() {
      return redelivered >= SWEEP_BUDGET;
    }
  }
}
