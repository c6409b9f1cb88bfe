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
    Packed batch = new Packed(claims.size() * 3);
    for (Claim claim : claims) {
      batch.add(claim.sid()).add(claim.key()).add(claim.gates().size());
      for (GateSpec gate : claim.gates()) {
        batch.add(gate.kind()).add(gate.set()).add(gate.a()).add(gate.b()).add(gate.c());
      }
    }
    List<String> reply =
        link.await(
            link.batch(
                Script.CLAIM,
                keys,
                batch,
                time.argument(),
                link.events(),
                worker,
                slotLease,
                retention.executionMillis(),
                retention.failedMillis()));
    int answers = 1 + claims.size();
    return new Claims(
        Long.parseLong(reply.get(0)),
        reply.subList(1, answers).stream().map(Verdict::of).toList(),
        reply.subList(answers, reply.size()).stream().map(Concluded::of).toList());
  }

  /** Settles a batch in one call. */
  public CompletableFuture<List<Settled>> finish(
      List<Settlement> settlements, long minute, Map<String, Long> stats) {
    List<String> args = new ArrayList<>(7 + stats.size() * 2);
    Collections.addAll(
        args,
        time.argument(),
        link.events(),
        retention.executionMillis(),
        retention.failedMillis(),
        slotLease);
    Collections.addAll(args, Long.toString(minute), Integer.toString(stats.size()));
    stats.forEach((field, amount) -> Collections.addAll(args, field, amount.toString()));
    Packed batch = new Packed(settlements.size() * 12);
    for (Settlement s : settlements) {
      batch.add(s.key()).add(s.sid()).add(s.epoch());
      batch.add(s.state() == null ? "" : s.state()).add(s.due()).add(s.nextAttempt());
      batch.add(s.held().size() / 2).addAll(s.held());
      batch.add(s.fields().size() / 2).addAll(s.fields());
    }
    return link.batch(Script.FINISH, keys, batch, args.toArray(String[]::new))
        .thenApply(words -> words.stream().map(Settled::of).toList());
  }

  /**
   * Hands deliveries back to the queue; an epoch of -1 is one that was not claimed. Returns what
   * ended instead.
   */
  public List<Concluded> handBack(List<Unfinished> unfinished) {
    List<String> args = new ArrayList<>();
    Collections.addAll(
        args, time.argument(), retention.executionMillis(), retention.failedMillis(), slotLease);
    args.add(Integer.toString(unfinished.size()));
    for (Unfinished one : unfinished) {
      Collections.addAll(args, one.sid(), one.epoch() < 0 ? "" : Long.toString(one.epoch()));
    }
    return Concluded.after(
        link.await(link.list(Script.HANDBACK, keys, args.toArray(String[]::new))), 0);
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

  /** Leaves deliveries of unknown tasks to others; returns those that failed for want of any. */
  public List<Concluded> bounce(List<Delivery> unknown, Duration patience) {
    List<String> args = new ArrayList<>();
    Collections.addAll(
        args, time.argument(), retention.executionMillis(), retention.failedMillis());
    Collections.addAll(args, Long.toString(patience.toMillis()), Integer.toString(unknown.size()));
    unknown.forEach(d -> Collections.addAll(args, d.sid(), d.key()));
    return Concluded.after(
        link.await(link.list(Script.BOUNCE, keys, args.toArray(String[]::new))), unknown.size());
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

  /**
   * When the batch was claimed, by the docket's clock in ms, what was decided about each, and what
   * ended by it.
   */
  public record Claims(long now, List<Verdict> verdicts, List<Concluded> concluded) {}

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
