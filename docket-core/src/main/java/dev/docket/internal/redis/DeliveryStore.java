package dev.docket.internal.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Deliveries that do not run, or not to their end: handed back, struck, left to others, put aside.
 */
public final class DeliveryStore {

  private final RedisLink link;
  private final Keys keys;
  private final DeliveryTerms terms;

  public DeliveryStore(DeliveryTerms terms) {
    this.link = terms.link();
    this.keys = terms.keys();
    this.terms = terms;
  }

  /**
   * Hands deliveries back to the queue; an epoch of -1 is one that was not claimed. Returns what
   * ended instead.
   */
  public List<Concluded> handBack(String consumer, List<Unfinished> unfinished) {
    List<String> args = new ArrayList<>();
    Collections.addAll(
        args,
        terms.time().argument(),
        consumer,
        terms.retention().executionMillis(),
        terms.retention().failedMillis(),
        terms.slotLeaseMillis());
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
        args,
        terms.time().argument(),
        terms.retention().executionMillis(),
        terms.retention().failedMillis());
    args.add(Integer.toString(struck.size()));
    struck.forEach(s -> Collections.addAll(args, s.sid(), s.key(), s.why(), s.due()));
    return link.await(link.list(Script.SKIP, keys, args.toArray(String[]::new))).stream()
        .map("struck"::equals)
        .toList();
  }

  /** Leaves deliveries of unknown tasks to others; returns those that failed for want of any. */
  public List<Concluded> bounce(String consumer, List<Delivery> unknown, Duration patience) {
    List<String> args = new ArrayList<>();
    Collections.addAll(
        args,
        terms.time().argument(),
        consumer,
        terms.retention().executionMillis(),
        terms.retention().failedMillis());
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
            terms.time().argument(),
            terms.retention().executionMillis(),
            terms.retention().failedMillis(),
            sid,
            why));
  }

  /** A delivery whose run has not ended. */
  public record Unfinished(String sid, long epoch) {}

  /** A struck delivery: why, and when it is due next (empty: never). */
  public record Struck(String sid, String key, String task, int attempt, String why, String due) {}
}
