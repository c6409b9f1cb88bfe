package dev.docket.internal.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Deliveries between the stream and the end of their run: claimed, settled, handed back. */
public final class DeliveryStore {

  private final RedisLink link;
  private final Keys keys;
  private final DocketTime time;
  private final Retention retention;
  private final String slotLease;

  public DeliveryStore(
      RedisLink link, Keys keys, DocketTime time, Retention retention, Duration slotLease) {
    this.link = link;
    this.keys = keys;
    this.time = time;
    this.retention = retention;
    this.slotLease = Long.toString(slotLease.toMillis());
  }

  /** Claims a batch in one call. */
  public Claims claim(String worker, List<Claim> claims) {
    List<String> args = new ArrayList<>(6 + claims.size() * 3);
    Collections.addAll(
        args,
        time.argument(),
        worker,
        slotLease,
        retention.executionMillis(),
        retention.failedMillis());
    args.add(Integer.toString(claims.size()));
    for (Claim claim : claims) {
      Collections.addAll(args, claim.sid(), claim.key(), Integer.toString(claim.gates().size()));
      for (GateSpec gate : claim.gates()) {
        Collections.addAll(
            args,
            gate.kind(),
            gate.set(),
            Long.toString(gate.a()),
            Long.toString(gate.b()),
            Long.toString(gate.c()));
      }
    }
    List<Object> reply = link.await(link.list(Script.CLAIM, keys, args.toArray(String[]::new)));
    List<Verdict> verdicts = new ArrayList<>(claims.size());
    for (Object line : reply.subList(1, reply.size())) {
      verdicts.add(Verdict.of((String) line));
    }
    return new Claims(Long.parseLong((String) reply.get(0)), verdicts);
  }

  /** Settles a batch in one call. */
  public CompletableFuture<List<Settled>> finish(
      List<Settlement> settlements, long minute, Map<String, Long> stats) {
    List<String> args = new ArrayList<>(8 + settlements.size() * 16);
    Collections.addAll(
        args, time.argument(), retention.executionMillis(), retention.failedMillis(), slotLease);
    Collections.addAll(args, Long.toString(minute), Integer.toString(stats.size()));
    stats.forEach((field, amount) -> Collections.addAll(args, field, amount.toString()));
    args.add(Integer.toString(settlements.size()));
    for (Settlement s : settlements) {
      Collections.addAll(args, s.key(), s.sid(), Long.toString(s.epoch()));
      Collections.addAll(
          args, s.state() == null ? "" : s.state(), s.due(), Integer.toString(s.nextAttempt()));
      args.add(Integer.toString(s.held().size() / 2));
      args.addAll(s.held());
      args.add(Integer.toString(s.fields().size() / 2));
      args.addAll(s.fields());
    }
    return link.list(Script.FINISH, keys, args.toArray(String[]::new))
        .thenApply(replies -> replies.stream().map(word -> Settled.of((String) word)).toList());
  }

  /** Hands deliveries back to the queue; an epoch of -1 is one that was not claimed. */
  public void handBack(List<Unfinished> unfinished) {
    List<String> args = new ArrayList<>();
    Collections.addAll(
        args, time.argument(), retention.executionMillis(), retention.failedMillis(), slotLease);
    args.add(Integer.toString(unfinished.size()));
    for (Unfinished one : unfinished) {
      Collections.addAll(args, one.sid(), one.epoch() < 0 ? "" : Long.toString(one.epoch()));
    }
    link.await(link.number(Script.HANDBACK, keys, args.toArray(String[]::new)));
  }

  /**
   * Ends struck deliveries; those with a next due time keep their cadence. Says for each whether it
   * was struck.
   */
  public List<Boolean> skip(List<Struck> struck) {
    List<String> args = new ArrayList<>();
    Collections.addAll(
        args, time.argument(), retention.executionMillis(), retention.failedMillis());
    args.add(Integer.toString(struck.size()));
    struck.forEach(s -> Collections.addAll(args, s.sid(), s.key(), s.why(), s.due()));
    return link.await(link.list(Script.SKIP, keys, args.toArray(String[]::new))).stream()
        .map("struck"::equals)
        .toList();
  }

  /**
   * Leaves deliveries of unknown tasks to others; says for each whether it failed for want of any.
   */
  public List<Boolean> bounce(List<Delivery> unknown, Duration patience) {
    List<String> args = new ArrayList<>();
    Collections.addAll(
        args, time.argument(), retention.executionMillis(), retention.failedMillis());
    Collections.addAll(args, Long.toString(patience.toMillis()), Integer.toString(unknown.size()));
    unknown.forEach(d -> Collections.addAll(args, d.sid(), d.key()));
    return link.await(link.list(Script.BOUNCE, keys, args.toArray(String[]::new))).stream()
        .map("failed"::equals)
        .toList();
  }

  /** Fails a message that is no execution; returns the key under which its fields are kept. */
  public String quarantine(String sid, String why) {
    return link.await(
        link.word(
            Script.QUARANTINE,
            keys,
            time.argument(),
            retention.executionMillis(),
            retention.failedMillis(),
            sid,
            why));
  }

  /** A delivery to claim. */
  public record Claim(String sid, String key, List<GateSpec> gates) {}

  /** When the batch was claimed, by the docket's clock in ms, and what was decided about each. */
  public record Claims(long now, List<Verdict> verdicts) {}

  /** A delivery whose run has not ended. */
  public record Unfinished(String sid, long epoch) {}

  /** A struck delivery: why, and when it is due next (empty: never). */
  public record Struck(String sid, String key, String task, int attempt, String why, String due) {}

  /** What became of a settlement. */
  public enum Settled {
    ENDED,
    AGAIN,
    CANCELLED,
    SUPERSEDED;

    static Settled of(String word) {
      return switch (word) {
        case "ended" -> ENDED;
        case "again" -> AGAIN;
        case "cancelled" -> CANCELLED;
        default -> SUPERSEDED;
      };
    }
  }
}
