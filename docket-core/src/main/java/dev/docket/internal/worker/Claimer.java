package dev.docket.internal.worker;

import static java.util.Objects.requireNonNull;

import dev.docket.DocketException;
import dev.docket.DocketListener;
import dev.docket.ExecutionState;
import dev.docket.Strike;
import dev.docket.internal.codec.DecodingException;
import dev.docket.internal.codec.Json;
import dev.docket.internal.redis.Concluded;
import dev.docket.internal.redis.Delivery;
import dev.docket.internal.redis.DeliveryStore;
import dev.docket.internal.redis.DeliveryStore.Struck;
import dev.docket.internal.redis.GateSpec;
import dev.docket.internal.redis.RedisTrouble;
import dev.docket.internal.task.Invocation;
import dev.docket.internal.task.RegisteredTask;
import dev.docket.internal.telemetry.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of deliveries: most are {@link Starter started}; the rest is struck, left to
 * others, or put aside.
 */
final class Claimer {

  private static final Logger LOG = LoggerFactory.getLogger(Claimer.class);
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final Shift shift;
  private final Runner runner;
  private final Starter starter;
  private final DeliveryStore deliveries;
  private final Semaphore permits;

  Claimer(Shift shift, Runner runner) {
    this.shift = shift;
    this.runner = runner;
    this.starter = new Starter(shift, runner);
    this.deliveries = shift.deliveries();
    this.permits = shift.runs().permits();
  }

  /** A batch, sorted by what is to be done about each delivery. */
  private record Sorted(
      List<Candidate> candidates,
      List<Delivery> untouched,
      List<Delivery> unknown,
      List<Struck> struck,
      List<Delivery> malformed) {
    Sorted() {
      this(
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }
  }

  /**
   * Deals with a batch. Takes out of it, and frees the permits of, what has been dealt with; what
   * is left after an exception can be tried again. A delivery that makes a script fail is put aside
   * on its own.
   */
  void claim(List<Delivery> batch) {
    try {
      claimAll(batch);
    } catch (DocketException e) {
      if (!RedisTrouble.isOfScript(e)) {
        throw e;
      }
      for (Delivery suspect : List.copyOf(batch)) {
        claimAlone(suspect, batch);
      }
    }
  }

  private void claimAlone(Delivery suspect, List<Delivery> batch) {
    try {
      claimAll(new ArrayList<>(List.of(suspect)));
    } catch (DocketException e) {
      if (!RedisTrouble.isOfScript(e)) {
        throw e;
      }
      putAside(suspect, String.valueOf(e.getMessage()));
      permits.release();
    }
    batch.remove(suspect);
  }

  /** Starts come last: nothing that fails after them could make the batch be claimed twice. */
  private void claimAll(List<Delivery> batch) {
    Sorted sorted = new Sorted();
    batch.forEach(delivery -> sort(delivery, sorted));
    for (Delivery delivery : sorted.malformed()) {
      putAside(delivery, "Malformed message: it has no key or no task");
      done(batch, Set.of(delivery.sid()));
    }
    sorted.untouched().forEach(delivery -> shift.budget().leave(delivery.sid()));
    done(batch, sids(sorted.untouched(), Delivery::sid));
    if (!sorted.struck().isEmpty()) {
      skip(sorted.struck());
      done(batch, sids(sorted.struck(), Struck::sid));
    }
    if (!sorted.unknown().isEmpty()) {
      List<Concluded> ended = deliveries.bounce(shift.consumer(), sorted.unknown(), PATIENCE);
      shift.count(ended);
      shift.tally().failed.addAndGet(ended.size());
      done(batch, sids(sorted.unknown(), Delivery::sid));
    }
    startAll(sorted.candidates(), batch);
  }

  private void startAll(List<Candidate> candidates, List<Delivery> batch) {
    try {
      starter.start(candidates);
    } finally {
      batch.clear();
      candidates.forEach(left -> batch.add(left.delivery()));
    }
  }

  private void done(List<Delivery> batch, Set<String> sids) {
    batch.removeIf(delivery -> sids.contains(delivery.sid()));
    permits.release(sids.size());
  }

  private static <T> Set<String> sids(List<T> list, Function<T, String> sid) {
    return list.stream().map(sid).collect(Collectors.toSet());
  }

  private void putAside(Delivery delivery, String why) {
    String key = deliveries.quarantine(delivery.sid(), why);
    String task = delivery.task() == null ? "" : delivery.task();
    shift.count(List.of(new Concluded(ExecutionState.FAILED, task)));
    LOG.error(
        "The message {} cannot be run; it is kept as failed under {}: {}",
        delivery.sid(),
        key,
        why);
  }

  private void skip(List<Struck> struck) {
    List<Boolean> skipped = deliveries.skip(struck);
    for (int n = 0; n < struck.size(); n++) {
      Struck one = struck.get(n);
      if (skipped.get(n) && !shift.isSpent(one.key())) {
        shift.tally().struck.incrementAndGet();
        shift.core().telemetry().count(Event.STRICKEN, one.task(), shift.workerName());
        LOG.warn("{}[{}] is {}", one.task(), one.key(), one.why());
        runner.refused(one.key(), one.task(), one.attempt(), DocketListener.Outcome.STRUCK);
      }
    }
  }

  private void sort(Delivery delivery, Sorted sorted) {
    if (!delivery.isWellFormed()) {
      sorted.malformed().add(delivery);
      return;
    }
    String key = requireNonNull(delivery.key());
    String name = requireNonNull(delivery.task());
    Optional<RegisteredTask> task = find(name);
    Optional<Strike> strike = strike(delivery, name, task);
    if (shift.isSpent(key)) {
      sorted.struck().add(struck(delivery, "its runs are used up", ""));
    } else if (strike.isPresent()) {
      String why = "struck: " + strike.get();
      sorted.struck().add(struck(delivery, why, task.map(this::nextDue).orElse("")));
    } else if (task.isEmpty()) {
      LOG.warn("The task {} is not known to this worker; {} is left to others", name, key);
      sorted.unknown().add(delivery);
    } else if (goesOnForEver(delivery, task.get())) {
      sorted.untouched().add(delivery);
    } else {
      List<GateSpec> gates = Gates.of(task.get().definition(), delivery.args());
      sorted.candidates().add(new Candidate(delivery, task.get(), gates));
    }
  }

  /**
   * A chain whose runs take longer than its interval would never let a worker come to its horizon.
   */
  private boolean goesOnForEver(Delivery delivery, RegisteredTask task) {
    return task.definition().recurrence().isPresent()
        && !shift.budget().reaches(Instant.ofEpochMilli(delivery.when()));
  }

  private String nextDue(RegisteredTask task) {
    return Candidate.nextDue(task, shift.core().time());
  }

  private static Struck struck(Delivery delivery, String why, String due) {
    return new Struck(
        delivery.sid(),
        requireNonNull(delivery.key()),
        requireNonNull(delivery.task()),
        delivery.attempt(),
        why,
        due);
  }

  private Optional<RegisteredTask> find(String name) {
    Optional<RegisteredTask> task = shift.core().registry().find(name);
    Invocation fallback = shift.fallback();
    return task.isEmpty() && fallback != null
        ? Optional.of(FallbackTask.named(name, fallback))
        : task;
  }

  private Optional<Strike> strike(Delivery delivery, String name, Optional<RegisteredTask> task) {
    var strikes = shift.core().strikes().list();
    if (strikes.isEmpty()) {
      return Optional.empty();
    }
    try {
      var aliases = task.map(t -> t.definition().aliases()).orElse(Set.<String>of());
      return strikes.match(name, aliases, Json.readMap(delivery.args()));
    } catch (DecodingException e) {
      return Optional.empty(); // the run fails on it, with a better message
    }
  }
}
