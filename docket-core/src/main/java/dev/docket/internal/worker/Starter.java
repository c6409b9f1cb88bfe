package dev.docket.internal.worker;

import static java.util.Objects.requireNonNull;

import dev.docket.DocketListener;
import dev.docket.internal.redis.ClaimStore;
import dev.docket.internal.redis.ClaimStore.Claims;
import dev.docket.internal.redis.ClaimStore.Starts;
import dev.docket.internal.redis.Delivery;
import dev.docket.internal.redis.GateSpec;
import dev.docket.internal.redis.Verdict;
import dev.docket.internal.telemetry.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims candidates and starts what may run: first those that need no look at their records, then
 * the others, and what the first call has left.
 */
final class Starter {

  private static final Logger LOG = LoggerFactory.getLogger(Starter.class);

  private final Shift shift;
  private final Runner runner;
  private final ClaimStore store;
  private final Semaphore permits;

  /**
   * An answer that takes longer is none: this worker may have counted as dead meanwhile, and what
   * it claimed may run elsewhere.
   */
  private final Duration tooLate;

  Starter(Shift shift, Runner runner) {
    this.shift = shift;
    this.runner = runner;
    this.store = new ClaimStore(shift.terms());
    this.permits = shift.runs().permits();
    this.tooLate = shift.core().silence().dividedBy(2);
  }

  /**
   * Deals with all of them, and takes them out of the list; what is left in it after an exception
   * may have been claimed.
   */
  void start(List<Candidate> candidates) {
    startPlain(candidates);
    while (!candidates.isEmpty()) {
      look(candidates);
    }
  }

  /** Leaves those that need a look. */
  private void startPlain(List<Candidate> candidates) {
    List<Candidate> plain = candidates.stream().filter(Candidate::isPlain).toList();
    if (plain.isEmpty()) {
      return;
    }
    long asked = System.nanoTime();
    List<Delivery> deliveries = plain.stream().map(Candidate::delivery).toList();
    Starts starts = store.start(shift.workerName(), shift.consumer(), deliveries);
    boolean late = isLate(asked);
    Instant now = Instant.ofEpochMilli(starts.now());
    candidates.removeIf(Candidate::isPlain);
    for (int n = 0; n < plain.size(); n++) {
      Candidate c = plain.get(n);
      if (late) {
        candidates.add(c.perhapsClaimed());
      } else if (starts.has(n)) {
        runner.start(new Run(shift, runner, c.delivery(), c.task(), 1, false, now, List.of()));
      } else {
        candidates.add(c);
      }
    }
  }

  private boolean isLate(long askedAt) {
    boolean late = System.nanoTime() - askedAt > tooLate.toNanos();
    if (late) {
      LOG.warn("The answer to a claim took longer than {}: it is asked again", tooLate);
    }
    return late;
  }

  /** Leaves those that are to be asked for again. */
  private void look(List<Candidate> candidates) {
    long asked = System.nanoTime();
    Claims reply =
        store.look(
            shift.workerName(),
            shift.consumer(),
            candidates.stream().map(c -> c.claim(shift.core().time())).toList());
    shift.count(reply.concluded());
    boolean late = isLate(asked);
    List<Candidate> again = new ArrayList<>();
    for (int n = 0; n < candidates.size(); n++) {
      Candidate c = candidates.get(n);
      Verdict verdict = reply.verdicts().get(n);
      if (late && verdict instanceof Verdict.Started) {
        again.add(c.perhapsClaimed());
      } else {
        follow(c, verdict, Instant.ofEpochMilli(reply.now()));
      }
    }
    candidates.clear();
    candidates.addAll(again);
  }

  private void follow(Candidate c, Verdict verdict, Instant now) {
    switch (verdict) {
      case Verdict.Started s -> start(c, s, now);
      case Verdict.Dropped d -> {
        LOG.info("{}[{}] is dropped: {}", c.delivery().task(), c.delivery().key(), d.why());
        cancelled(c.delivery());
      }
      case Verdict.Cancelled cancelled -> cancelled(c.delivery());
      case Verdict.Parked parked -> permits.release();
      case Verdict.Later later -> permits.release();
      case Verdict.Stale stale -> {
        shift
            .core()
            .telemetry()
            .count(Event.SUPERSEDED, requireNonNull(c.delivery().task()), shift.workerName());
        permits.release();
      }
    }
  }

  private void cancelled(Delivery delivery) {
    shift.tally().cancelled.incrementAndGet();
    permits.release();
    runner.refused(
        requireNonNull(delivery.key()),
        requireNonNull(delivery.task()),
        delivery.attempt(),
        DocketListener.Outcome.CANCELLED);
  }

  private void start(Candidate c, Verdict.Started started, Instant now) {
    List<String> held = new ArrayList<>();
    for (GateSpec gate : c.gates()) {
      if (gate.kind().equals("concurrency")) {
        held.add(gate.set());
        held.add(
            "%d:%d:%d:%s"
                .formatted(
                    now.toEpochMilli(),
                    shift.slotLease().toMillis(),
                    started.epoch(),
                    c.delivery().key()));
      }
    }
    runner.start(
        new Run(
            shift,
            runner,
            c.delivery(),
            c.task(),
            started.epoch(),
            started.redelivered(),
            now,
            held));
  }
}
