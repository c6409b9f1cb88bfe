package dev.docket.internal.redis;

import static java.util.Objects.requireNonNull;

import java.util.BitSet;
import java.util.List;

/** Claims deliveries: whatever starts has been claimed first. */
public final class ClaimStore {

  private static final String STARTED = "1";

  private final RedisLink link;
  private final Keys keys;
  private final DeliveryTerms terms;

  public ClaimStore(DeliveryTerms terms) {
    this.link = terms.link();
    this.keys = terms.keys();
    this.terms = terms;
  }

  /**
   * Claims deliveries that have no gates and that nobody has claimed: without a look at their
   * records.
   *
   * @param deliveries of one read, in its order; at least one
   */
  public Starts start(String worker, String consumer, List<Delivery> deliveries) {
    Packed batch = new Packed(deliveries.size());
    StringBuilder sids = new StringBuilder(deliveries.size() * 16);
    for (Delivery delivery : deliveries) {
      batch.add(requireNonNull(delivery.key()));
      sids.append(delivery.sid()).append(' ');
    }
    return Starts.of(
        link.await(
            link.batch(
                Script.START,
                keys,
                batch,
                terms.time().argument(),
                link.events(),
                worker,
                consumer,
                sids.toString(),
                deliveries.getLast().sid())));
  }

  /**
   * Claims deliveries after a look at their records: any that {@link #start} may not or did not.
   */
  public Claims look(String worker, String consumer, List<Claim> claims) {
    Packed batch = new Packed(1 + claims.size() * 4);
    batch.add(claims.size());
    claims.forEach(claim -> batch.add(claim.delivery().sid()));
    claims.forEach(claim -> batch.add(requireNonNull(claim.delivery().key())));
    for (Claim claim : claims) {
      batch.add(claim.gates().size());
      for (GateSpec gate : claim.gates()) {
        batch.add(gate.kind()).add(gate.set()).add(gate.a()).add(gate.b()).add(gate.c());
      }
      batch.add(claim.nextDue());
    }
    List<String> reply =
        link.await(
            link.batch(
                Script.CLAIM,
                keys,
                batch,
                terms.time().argument(),
                link.events(),
                worker,
                consumer,
                terms.slotLeaseMillis(),
                terms.retention().executionMillis(),
                terms.retention().failedMillis()));
    int answers = 1 + claims.size();
    return new Claims(
        Long.parseLong(reply.get(0)),
        reply.subList(1, answers).stream().map(Verdict::of).toList(),
        reply.subList(answers, reply.size()).stream().map(Concluded::of).toList());
  }

  /** A delivery to claim, and when the next run is due if a gate drops this one (empty: never). */
  public record Claim(Delivery delivery, List<GateSpec> gates, String nextDue) {}

  /**
   * When the batch was claimed, by the docket's clock in ms, what was decided about each, and what
   * ended by it.
   */
  public record Claims(long now, List<Verdict> verdicts, List<Concluded> concluded) {}

  /**
   * Which of a batch run now, by their places, for the first time and under the first epoch.
   *
   * @param now when, by the docket's clock in ms
   * @param left the places of those that do not; they need a look
   */
  public record Starts(long now, BitSet left) {

    static Starts of(List<String> lines) {
      BitSet left = new BitSet();
      for (int n = 1; n < lines.size(); n++) {
        left.set(n - 1, !lines.get(n).equals(STARTED));
      }
      return new Starts(Long.parseLong(lines.get(0)), left);
    }

    public boolean has(int place) {
      return !left.get(place);
    }
  }
}
