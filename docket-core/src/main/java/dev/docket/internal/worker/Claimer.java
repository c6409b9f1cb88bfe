package dev.docket.internal.worker;

import static java.util.Objects.requireNonNull;

import dev.docket.Strike;
import dev.docket.behavior.Recurrence;
import dev.docket.internal.codec.DecodingException;
import dev.docket.internal.codec.Json;
import dev.docket.internal.redis.Delivery;
import dev.docket.internal.redis.DeliveryStore;
import dev.docket.internal.redis.DeliveryStore.Claim;
import dev.docket.internal.redis.DeliveryStore.Claims;
import dev.docket.internal.redis.DeliveryStore.Struck;
import dev.docket.internal.redis.GateSpec;
import dev.docket.internal.redis.Verdict;
import dev.docket.internal.task.Invocation;
import dev.docket.internal.task.RegisteredTask;
import dev.docket.internal.telemetry.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of deliveries: most are claimed and run; the rest is struck, left to others,
 * or put aside.
 */
final class Claimer {

  private static final Logger LOG = LoggerFactory.getLogger(Claimer.class);
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final Engine engine;
  private final DeliveryStore store;
  private final Semaphore permits;

  Claimer(Engine engine, DeliveryStore store, Semaphore permits) {
    this.engine = engine;
    this.store = store;
    this.permits = permits;
  }

  private record Candidate(Delivery delivery, RegisteredTask task, List<GateSpec> gates) {}

  void claim(List<Delivery> deliveries) {
    List<Candidate> candidates = new ArrayList<>(deliveries.size());
    List<Delivery> unknown = new ArrayList<>();
    List<Struck> struck = new ArrayList<>();
    for (Delivery delivery : deliveries) {
      sort(delivery, candidates, unknown, struck);
    }
    if (!candidates.isEmpty()) {
      start(candidates);
    }
    if (!struck.isEmpty()) {
      store.skip(struck);
      permits.release(struck.size());
    }
    if (!unknown.isEmpty()) {
      store.bounce(unknown, PATIENCE);
      permits.release(unknown.size());
    }
  }

  private void sort(
      Delivery delivery, List<Candidate> candidates, List<Delivery> unknown, List<Struck> struck) {
    if (!delivery.isWellFormed()) {
      String key = store.quarantine(delivery.sid(), "Malformed message: it has no key or no task");
      LOG.error("A message of the stream is no execution; its fields are kept under {}", key);
      permits.release();
      return;
    }
    String key = requireNonNull(delivery.key());
    String name = requireNonNull(delivery.task());
    Optional<RegisteredTask> task = find(name);
    if (engine.isSpent(key)) {
      struck.add(new Struck(delivery.sid(), key, "its runs are used up", ""));
      return;
    }
    Optional<Strike> strike = strike(delivery, name, task);
    if (strike.isPresent()) {
      struck.add(new Struck(delivery.sid(), key, "struck: " + strike.get(), nextDue(task)));
      engine.tally().struck.incrementAndGet();
      engine.core().telemetry().count(Event.STRICKEN, name, engine.workerName());
      LOG.warn("{}[{}] is struck by {}", name, key, strike.get());
    } else if (task.isEmpty()) {
      LOG.warn("The task {} is not known to this worker; {} is left to others", name, key);
      unknown.add(delivery);
    } else {
      List<GateSpec> gates = Gates.of(task.get().definition(), delivery.args());
      candidates.add(new Candidate(delivery, task.get(), gates));
    }
  }

  private Optional<RegisteredTask> find(String name) {
    Optional<RegisteredTask> task = engine.core().registry().find(name);
    Invocation fallback = engine.fallback();
    return task.isEmpty() && fallback != null ? Optional.of(Run.fallback(name, fallback)) : task;
  }

  private Optional<Strike> strike(Delivery delivery, String name, Optional<RegisteredTask> task) {
    var strikes = engine.core().strikes().list();
    if (strikes.isEmpty()) {
      return Optional.empty();
    }
    try {
      var aliases = task.map(t -> t.definition().aliases()).orElse(java.util.Set.of());
      return strikes.match(name, aliases, Json.readMap(delivery.args()));
    } catch (DecodingException e) {
      return Optional.empty(); // the run fails on it, with a better message
    }
  }

  private String nextDue(Optional<RegisteredTask> task) {
    Instant now = engine.core().time().now();
    return task.flatMap(t -> t.definition().recurrence())
        .map(
            recurrence ->
                switch (recurrence) {
                  // A struck chain without a pause would spin.
                  case Recurrence.Interval interval ->
                      "+" + Math.max(100, interval.every().toMillis());
                  case Recurrence.Cron cron -> Long.toString(cron.next(now, now).toEpochMilli());
                })
        .orElse("");
  }

  private void start(List<Candidate> candidates) {
    List<Claim> claims = new ArrayList<>(candidates.size());
    for (Candidate c : candidates) {
      claims.add(new Claim(c.delivery().sid(), requireNonNull(c.delivery().key()), c.gates()));
    }
    Claims reply = store.claim(engine.workerName(), claims);
    Instant now = Instant.ofEpochMilli(reply.now());
    for (int n = 0; n < candidates.size(); n++) {
      Candidate c = candidates.get(n);
      switch (reply.verdicts().get(n)) {
        case Verdict.Started s -> start(c, s, now);
        case Verdict.Dropped d -> {
          LOG.info("{}[{}] is dropped: {}", c.delivery().task(), c.delivery().key(), d.why());
          engine.tally().cancelled.incrementAndGet();
          permits.release();
        }
        case Verdict.Cancelled cancelled -> {
          engine.tally().cancelled.incrementAndGet();
          permits.release();
        }
        case Verdict.Parked parked -> permits.release();
        case Verdict.Later later -> permits.release();
        case Verdict.Stale stale -> permits.release();
      }
    }
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
                    engine.slotLease().toMillis(),
                    started.epoch(),
                    c.delivery().key()));
      }
    }
    engine.start(
        new Run(
            engine, c.delivery(), c.task(), started.epoch(), started.deliveries() > 0, now, held));
  }
}
