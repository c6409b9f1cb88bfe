package dev.docket.internal.operations;

import dev.docket.internal.redis.WorkerStore.Known;
import dev.docket.operations.Explanation;
import dev.docket.operations.Explanation.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says how it stands with an execution that a worker was given. */
final class DeliveryExplainer {

  private DeliveryExplainer() {}

  /** Given to a worker that is well. */
  static Explanation delivered(Situation s) {
    String worker = worker(s);
    return Explainer.because(
        Reason.BEING_DELIVERED,
        "delivered to worker %s, about to start there".formatted(worker),
        null,
        worker);
  }

  /** Given to a worker that has gone silent or hangs; empty when it is well. */
  static Optional<Explanation> lost(Situation s) {
    if (s.where().consumer().isEmpty()) {
      return Optional.empty();
    }
    Optional<Known> known = s.deliveredTo();
    if (known.isEmpty()) {
      return Optional.of(redelivered(s, null, "since worker %s is gone", ""));
    }
    Known worker = known.get();
    Duration silent = Duration.between(worker.info().lastSeen(), s.where().server());
    // The first half of the time that a worker may be silent is more than one missed heartbeat.
    if (silent.compareTo(worker.silence().dividedBy(2)) > 0) {
      Instant until = worker.info().lastSeen().plus(worker.silence());
      String why = worker.alive() ? "unless worker %s is heard of" : "since worker %s died";
      return Optional.of(redelivered(s, until, why, ", silent for " + Spoken.duration(silent)));
    }
    if (s.where().idle().compareTo(worker.silence()) > 0) {
      Instant until = s.where().server().plus(worker.lease()).minus(s.where().idle());
      String idle = " for " + Spoken.duration(s.where().idle());
      return Optional.of(redelivered(s, until, "since worker %s has not renewed its lease", idle));
    }
    return Optional.empty();
  }

  private static Explanation redelivered(
      Situation s, @Nullable Instant until, String why, String howLong) {
    Duration left = until == null ? Duration.ZERO : Duration.between(s.where().server(), until);
    String since = " " + why.formatted(worker(s));
    String being = "being redelivered ";
    if (!left.isPositive()) {
      String text = being + (s.alive().isEmpty() ? "once a worker is alive" : "now") + since;
      return new Explanation(Reason.BEING_REDELIVERED, text + howLong, null, worker(s), null, text);
    }
    String text = being + "in " + Spoken.duration(left) + since;
    Explanation.Around around = new Explanation.Around(being, since + howLong);
    return new Explanation(
        Reason.BEING_REDELIVERED, text + howLong, until, worker(s), around, text);
  }

  private static String worker(Situation s) {
    String consumer = s.where().consumer();
    int at = consumer.lastIndexOf('@');
    return s.deliveredTo()
        .map(known -> known.info().name())
        .orElse(at < 0 ? consumer : consumer.substring(0, at));
  }
}
