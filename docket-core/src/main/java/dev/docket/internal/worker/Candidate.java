package dev.docket.internal.worker;

import dev.docket.behavior.Recurrence;
import dev.docket.internal.redis.ClaimStore.Claim;
import dev.docket.internal.redis.Delivery;
import dev.docket.internal.redis.DocketTime;
import dev.docket.internal.redis.GateSpec;
import dev.docket.internal.task.RegisteredTask;
import java.time.Instant;
import java.util.List;

/** A delivery that may run here if its claim goes through. */
record Candidate(Delivery delivery, RegisteredTask task, List<GateSpec> gates) {

  /** Whether it can be claimed without a look at its record. */
  boolean isPlain() {
    return gates.isEmpty() && delivery.unclaimed();
  }

  /** The same, which may have been claimed here already. */
  Candidate perhapsClaimed() {
    return new Candidate(delivery.perhapsClaimed(), task, gates);
  }

  Claim claim(DocketTime time) {
    return new Claim(delivery, gates, gates.isEmpty() ? "" : nextDue(task, time));
  }

  /** When the run that follows is due if this one is not to start; empty when there is none. */
  static String nextDue(RegisteredTask task, DocketTime time) {
    return task.definition().recurrence().map(r -> nextDue(r, time)).orElse("");
  }

  private static String nextDue(Recurrence recurrence, DocketTime time) {
    return switch (recurrence) {
      // A struck chain without a pause would spin.
      case Recurrence.Interval interval -> "+" + Math.max(100, interval.every().toMillis());
      case Recurrence.Cron cron -> {
        Instant now = time.now();
        yield Long.toString(cron.next(now, now).toEpochMilli());
      }
    };
  }
}
