package dev.docket.internal.redis;

import dev.docket.Disposition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Pending work: what is put on the docket, moved, taken off. */
public final class ScheduleStore {

  private static final int CLEARED_PER_CALL = 1000;

  private final RedisLink link;
  private final Keys keys;
  private final DocketTime time;
  private final Retention retention;
  private final Intake intake;

  public ScheduleStore(RedisLink link, Keys keys, DocketTime time, Retention retention) {
    this.link = link;
    this.keys = keys;
    this.time = time;
    this.retention = retention;
    this.intake = new Intake(link, keys, time);
  }

  public Disposition submit(Submission submission) {
    return link.await(intake.submit(submission));
  }

  /** In order; answers come as they arrive. */
  public List<CompletableFuture<Disposition>> submitAll(List<Submission> submissions) {
    return intake.submitAll(submissions);
  }

  public Disposition await(CompletableFuture<Disposition> answer) {
    return link.await(answer);
  }

  /** Cancels what is pending or running. That may be what the present thread runs. */
  public CompletableFuture<Cancellation> cancel(String key, String why) {
    return link.list(
            Script.CANCEL,
            keys,
            time.argument(),
            key,
            retention.executionMillis(),
            retention.failedMillis(),
            why)
        .thenApply(ScheduleStore::cancellation);
  }

  private static Cancellation cancellation(List<Object> reply) {
    return new Cancellation(!"nothing".equals(reply.get(0)), Concluded.after(reply, 1));
  }

  /** Whether a failed execution was kept under the key and runs again. */
  public boolean requeue(String key, String due) {
    return link.await(link.number(Script.REQUEUE, keys, time.argument(), key, due)) == 1;
  }

  /** Whether something was pending under the key and is now due at another time. */
  public boolean reschedule(String key, String due) {
    return reschedule(key, due, "");
  }

  /** Whether something was scheduled under the key and is now due. */
  public boolean runNow(String key) {
    return reschedule(key, "", "SCHEDULED");
  }

  private boolean reschedule(String key, String due, String from) {
    return link.await(link.number(Script.RESCHEDULE, keys, time.argument(), key, due, from)) == 1;
  }

  /** Requeues failed executions, all asked for at once; returns how many there were. */
  public long requeueAll(List<String> wanted) {
    List<CompletableFuture<Long>> answers =
        wanted.stream()
            .map(key -> link.number(Script.REQUEUE, keys, time.argument(), key, ""))
            .toList();
    return answers.stream().mapToLong(link::await).sum();
  }

  /** Cancels pending or running executions, all asked for at once. */
  public List<Cancellation> cancelAll(List<String> wanted, String why) {
    List<CompletableFuture<Cancellation>> answers =
        wanted.stream().map(key -> cancel(key, why)).toList();
    return answers.stream().map(link::awaitThroughInterrupts).toList();
  }

  /** Removes all pending work and returns it; what is added meanwhile may stay. */
  public List<Concluded> clear() {
    List<Concluded> removed = new ArrayList<>();
    String cursor = "-";
    while (!cursor.isEmpty()) {
      List<Object> reply = link.await(clearing(cursor));
      removed.addAll(Concluded.after(reply, 2));
      cursor = (String) reply.get(1);
    }
    return removed;
  }

  /** Lets pending work be removed, as much as one call removes, and waits for nothing. */
  public void clearSoon() {
    clearing("-");
  }

  private CompletableFuture<List<Object>> clearing(String cursor) {
    return link.list(
        Script.CLEAR,
        keys,
        time.argument(),
        retention.executionMillis(),
        retention.failedMillis(),
        Integer.toString(CLEARED_PER_CALL),
        cursor);
  }

  /**
   * Moves what is due to the stream, unless another promoter is at it.
   *
   * @param horizon the latest due time that is meant, null for any
   */
  public Promotion promote(int limit, String promoter, Duration lease, @Nullable Instant horizon) {
    List<Object> reply = link.await(promotion(limit, promoter, lease, horizon));
    return new Promotion(
        ((Long) reply.get(0)).intValue(), (Long) reply.get(1), (Long) reply.get(2));
  }

  /** How much is ready and not running, due later, and waiting for a slot. */
  public CompletableFuture<List<Long>> depths() {
    return link.list(Script.DEPTH, keys, time.argument())
        .thenApply(reply -> reply.stream().map(Long.class::cast).toList());
  }

  /** Lets what is due be moved, whoever else promotes; brings how many there were. */
  public CompletableFuture<Integer> promoteSoon(
      int limit, String promoter, @Nullable Instant horizon) {
    return promotion(limit, promoter, Duration.ZERO, horizon)
        .thenApply(reply -> ((Long) reply.get(0)).intValue());
  }

  private CompletableFuture<List<Object>> promotion(
      int limit, String promoter, Duration lease, @Nullable Instant horizon) {
    return link.list(
        Script.PROMOTE,
        keys,
        time.argument(),
        link.events(),
        Integer.toString(limit),
        promoter,
        Long.toString(lease.toMillis()),
        retention.executionMillis(),
        retention.failedMillis(),
        horizon == null ? "" : Long.toString(horizon.toEpochMilli()));
  }

  /** What is left to do. */
  public Rest rest() {
    List<Object> reply = link.await(link.list(Script.REST, keys, time.argument()));
    return new Rest(
        (Long) reply.get(0),
        (Long) reply.get(1),
        (Long) reply.get(2),
        (Long) reply.get(3),
        (Long) reply.get(4));
  }

  /** Whether a cancel met anything, and what of it was pending and has ended. */
  public record Cancellation(boolean found, List<Concluded> concluded) {}

  /**
   * What a promotion did.
   *
   * @param moved how many, -1 when another worker promotes
   * @param millisUntilNext until the next due time, -1 when nothing is scheduled
   * @param next the next due time in ms since the epoch, -1 when nothing is scheduled
   */
  public record Promotion(int moved, long millisUntilNext, long next) {
    public boolean anotherPromotes() {
      return moved < 0;
    }
  }

  /**
   * How much work is ready or running, parked and scheduled, and when the next is due (-1: never).
   */
  public record Rest(
      long readyOrRunning, long parked, long scheduled, long millisUntilNext, long next) {
    public boolean isEmpty() {
      return readyOrRunning == 0 && parked == 0 && scheduled == 0;
    }

    public Instant nextDue() {
      return Instant.ofEpochMilli(next);
    }
  }
}
