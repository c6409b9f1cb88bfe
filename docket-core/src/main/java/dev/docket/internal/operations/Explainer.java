package dev.docket.internal.operations;

import static dev.docket.operations.Explanation.Reason.ALL_WORKERS_BUSY;
import static dev.docket.operations.Explanation.Reason.BEING_DELIVERED;
import static dev.docket.operations.Explanation.Reason.DEBOUNCED;
import static dev.docket.operations.Explanation.Reason.DUE_LATER;
import static dev.docket.operations.Explanation.Reason.ENDED;
import static dev.docket.operations.Explanation.Reason.NO_WORKER;
import static dev.docket.operations.Explanation.Reason.NO_WORKER_KNOWS_IT;
import static dev.docket.operations.Explanation.Reason.RATE_LIMITED;
import static dev.docket.operations.Explanation.Reason.RETRY;
import static dev.docket.operations.Explanation.Reason.RUNNING;
import static dev.docket.operations.Explanation.Reason.STRUCK;

import dev.docket.internal.redis.RecordStore;
import dev.docket.internal.redis.StoredRecord;
import dev.docket.internal.redis.WhereaboutsStore;
import dev.docket.internal.redis.WorkerStore;
import dev.docket.internal.redis.WorkerStore.Known;
import dev.docket.operations.Explanation;
import dev.docket.operations.Explanation.Reason;
import dev.docket.operations.StrikeInForce;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says why an execution is not running: the first thing on its way that keeps it. */
public final class Explainer {

  private final RecordStore records;
  private final WhereaboutsStore whereabouts;
  private final WorkerStore workers;
  private final Catalogue catalogue;
  private final StrikeDesk strikes;

  public Explainer(
      RecordStore records,
      WhereaboutsStore whereabouts,
      WorkerStore workers,
      Catalogue catalogue,
      StrikeDesk strikes) {
    this.records = records;
    this.whereabouts = whereabouts;
    this.workers = workers;
    this.catalogue = catalogue;
    this.strikes = strikes;
  }

  public Optional<Explanation> explain(String key) {
    return records.read(key).map(this::explain);
  }

  private Explanation explain(StoredRecord record) {
    List<Known> known = workers.known();
    Situation situation =
        new Situation(record, whereabouts.read(record.key()), known, catalogue.tasks(known));
    return switch (record.state()) {
      case COMPLETED, FAILED, CANCELLED -> ended(situation);
      case RUNNING -> running(situation);
      case QUEUED, SCHEDULED ->
          strikes
              .against(record)
              .map(strike -> struck(situation, strike))
              .orElseGet(() -> pending(situation));
    };
  }

  private static Explanation pending(Situation s) {
    if (s.where().line() != null) {
      return SlotExplainer.explain(s, s.where().line());
    }
    return s.record().state().name().equals("QUEUED") ? queued(s) : scheduled(s);
  }

  private static Explanation ended(Situation s) {
    StoredRecord record = s.record();
    Instant finished = Instant.ofEpochMilli(record.number("finished", 0));
    String text =
        "%s %s ago%s%s"
            .formatted(
                record.state().name().toLowerCase(Locale.ROOT),
                Spoken.between(finished, s.now()),
                record.field("worker").map(worker -> " on worker " + worker).orElse(""),
                record.field("error").map(error -> ": " + error).orElse(""));
    return because(ENDED, text, null, null);
  }

  private static Explanation running(Situation s) {
    Optional<Explanation> lost = DeliveryExplainer.lost(s);
    if (lost.isPresent()) {
      return lost.get();
    }
    Instant started = Instant.ofEpochMilli(s.record().number("started", 0));
    String where = "running on worker " + s.record().field("worker").orElse("?");
    String attempt =
        ", attempt %s%s"
            .formatted(
                s.attempt(),
                s.record().field("cancel").isPresent() ? "; its cancel was requested" : "");
    String text = where + " for " + Spoken.between(started, s.now()) + attempt;
    return new Explanation(RUNNING, text, null, null, null, where + attempt);
  }

  private static Explanation struck(Situation s, StrikeInForce strike) {
    boolean recurs =
        s.tasks().stream()
            .anyMatch(t -> t.name().equals(s.record().taskName()) && t.cadence() != null);
    String note =
        Stream.of(strike.author(), strike.reason())
            .filter(Objects::nonNull)
            .collect(Collectors.joining(": "));
    String text =
        "struck by `%s`%s; %s when its turn comes"
            .formatted(
                strike.strike(),
                note.isEmpty() ? "" : " (" + note + ")",
                recurs ? "this run is skipped" : "it is cancelled");
    Instant until = s.when().isAfter(s.now()) ? s.when() : null;
    return because(STRUCK, text, until, strike.strike().toString());
  }

  private static Explanation scheduled(Situation s) {
    Instant until = s.when();
    String limit = s.lastDetail().orElse("its limit");
    if (until.isBefore(s.now())) {
      return overdue(s);
    }
    String in = "in " + Spoken.between(s.now(), until);
    String clock = "until %s, %s".formatted(Spoken.time(until, s.now()), in);
    return switch (s.lastStep()) {
      case "unknown" -> unknown(s, until);
      case "rate-limited" ->
          timed(RATE_LIMITED, "rate-limited ", clock, ", by the limit on " + limit, until, null);
      case "debounced" ->
          timed(
              DEBOUNCED,
              "debounced ",
              clock,
              ", if nothing more is added for %s by then".formatted(limit),
              until,
              null);
      default ->
          s.record().field("last_error").isPresent() && s.record().attempt() > 1
              ? timed(
                  RETRY,
                  "waits for its retry %s ".formatted(s.attempt()),
                  in,
                  " after: " + s.record().field("last_error").orElse(""),
                  until,
                  null)
              : timed(DUE_LATER, "due ", in, nobody(s), until, null);
    };
  }

  private static String nobody(Situation s) {
    return s.alive().isEmpty() ? "; no worker is alive" : "";
  }

  private static Explanation overdue(Situation s) {
    String late = "due for " + Spoken.between(s.when(), s.now());
    return s.alive().isEmpty()
        ? because(NO_WORKER, late + "; no worker is alive to run it", null, null)
        : because(BEING_DELIVERED, late + "; about to be put on the queue", null, null);
  }

  private static Explanation unknown(Situation s, @Nullable Instant until) {
    String task = s.record().taskName();
    if (s.alive().isEmpty()) {
      return because(NO_WORKER, "no worker is alive" + s.ahead(), until, null);
    }
    List<Known> able = s.able();
    if (!able.isEmpty() && free(able) <= 0) {
      return because(
          ALL_WORKERS_BUSY,
          "no worker that knows task %s has a free permit: %d of %d busy%s"
              .formatted(task, busy(able), permits(able), s.ahead()),
          null,
          null);
    }
    if (!able.isEmpty()) {
      return because(
          BEING_DELIVERED,
          "worker %s, which knows task %s, gets it next"
              .formatted(Spoken.list(Situation.names(able)), task),
          until,
          able.get(0).info().name());
    }
    String nobody =
        "no live worker knows task %s; workers alive: %s"
            .formatted(task, Spoken.list(Situation.names(s.alive())));
    return until == null
        ? because(NO_WORKER_KNOWS_IT, nobody, null, task)
        : timed(
            NO_WORKER_KNOWS_IT,
            nobody + "; asked again ",
            "in " + Spoken.between(s.now(), until),
            "",
            until,
            task);
  }

  private static Explanation queued(Situation s) {
    if (!s.where().consumer().isEmpty()) {
      return DeliveryExplainer.lost(s).orElseGet(() -> DeliveryExplainer.delivered(s));
    }
    List<Known> able = s.able();
    if (able.isEmpty()) {
      return unknown(s, null);
    }
    int permits = permits(able);
    int busy = busy(able);
    if (s.where().ahead() >= free(able) || free(able) <= 0) {
      return because(
          ALL_WORKERS_BUSY,
          "no worker has a free permit%s: %d of %d busy%s"
              .formatted(busy < permits ? " for it" : "", busy, permits, s.ahead()),
          null,
          null);
    }
    return because(
        BEING_DELIVERED,
        "about to be taken by worker %s: %d of %d permits busy%s"
            .formatted(Spoken.list(Situation.names(able)), busy, permits, s.ahead()),
        null,
        null);
  }

  private static int permits(List<Known> workers) {
    return workers.stream().mapToInt(worker -> worker.info().concurrency()).sum();
  }

  private static int busy(List<Known> workers) {
    return workers.stream().mapToInt(worker -> worker.info().running()).sum();
  }

  private static int free(List<Known> workers) {
    return permits(workers) - busy(workers);
  }

  private static Explanation timed(
      Reason reason,
      String before,
      String time,
      String after,
      Instant until,
      @Nullable String blockedBy) {
    return new Explanation(
        reason, before + time + after, until, blockedBy, new Explanation.Around(before, after));
  }

  static Explanation because(
      Reason reason, String text, @Nullable Instant until, @Nullable String blockedBy) {
    return new Explanation(reason, text, until, blockedBy);
  }
}
