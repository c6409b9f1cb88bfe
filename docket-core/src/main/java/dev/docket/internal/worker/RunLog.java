package dev.docket.internal.worker;

import dev.docket.DocketListener;
import dev.docket.DocketListener.RunEnded;
import dev.docket.DocketListener.RunStarted;
import dev.docket.internal.codec.DecodingException;
import dev.docket.internal.codec.Json;
import dev.docket.internal.redis.SettlementStore.Settled;
import dev.docket.internal.task.CallText;
import dev.docket.internal.telemetry.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of each run's start and end: one log line, the metrics, the listeners, the report. */
final class RunLog {

  private static final Logger LOG = LoggerFactory.getLogger("dev.docket.runs");

  private final Core core;
  private final String worker;
  private final Tally tally;

  RunLog(Core core, String worker, Tally tally) {
    this.core = core;
    this.worker = worker;
    this.tally = tally;
  }

  void started(Run run) {
    Instant when = Instant.ofEpochMilli(run.delivery().when());
    Duration late = Duration.between(when, run.started());
    core.telemetry().runStarted(run.taskName(), worker, late);
    if (run.redelivered()) {
      core.telemetry().count(Event.REDELIVERED, run.taskName(), worker);
    }
    if (LOG.isInfoEnabled()) {
      LOG.info("↪ [{} ms] {} attempt {}", late.toMillis(), call(run), run.delivery().attempt());
    }
    core.listeners()
        .tell(
            listener ->
                listener.runStarted(
                    new RunStarted(
                        run.key(),
                        run.taskName(),
                        run.delivery().attempt(),
                        worker,
                        when,
                        run.started(),
                        run.redelivered())));
  }

  /** It has ended without a start. */
  void refused(String key, String task, int attempt, DocketListener.Outcome as) {
    Instant now = core.time().now();
    core.listeners()
        .tell(
            listener ->
                listener.runEnded(new RunEnded(key, task, attempt, worker, now, now, as, null)));
  }

  /** It runs no longer here, and has no outcome. */
  void handedBack(Run run) {
    if (LOG.isInfoEnabled()) {
      LOG.info(
          "↫ {} attempt {} was interrupted and handed back", call(run), run.delivery().attempt());
    }
  }

  void ended(Outcome outcome, Settled settled) {
    Run run = outcome.run();
    DocketListener.Outcome as =
        switch (settled) {
          case SUPERSEDED -> DocketListener.Outcome.SUPERSEDED;
          case CANCELLED -> DocketListener.Outcome.CANCELLED;
          case ENDED, AGAIN -> outcome.as();
        };
    count(run, as, settled);
    log(outcome, as);
    Instant ended = run.started().plusNanos(outcome.nanos());
    core.listeners()
        .tell(
            listener ->
                listener.runEnded(
                    new RunEnded(
                        run.key(),
                        run.taskName(),
                        run.delivery().attempt(),
                        worker,
                        run.started(),
                        ended,
                        as,
                        outcome.error())));
  }

  private void count(Run run, DocketListener.Outcome as, Settled settled) {
    Event event =
        switch (as) {
          case SUCCEEDED -> {
            tally.succeeded.incrementAndGet();
            yield Event.SUCCEEDED;
          }
          case FAILED -> {
            tally.failed.incrementAndGet();
            yield Event.FAILED;
          }
          case RETRIED -> {
            tally.retried.incrementAndGet();
            yield Event.RETRIED;
          }
          case CANCELLED -> {
            tally.cancelled.incrementAndGet();
            yield Event.CANCELLED;
          }
          case STRUCK -> Event.STRICKEN;
          case SUPERSEDED -> Event.SUPERSEDED;
        };
    core.telemetry().count(event, run.taskName(), worker);
    if (as == DocketListener.Outcome.SUCCEEDED || as == DocketListener.Outcome.FAILED) {
      core.telemetry().count(Event.COMPLETED, run.taskName(), worker);
      if (settled == Settled.AGAIN) {
        core.telemetry().count(Event.PERPETUATED, run.taskName(), worker);
      }
    }
  }

  private void log(Outcome outcome, DocketListener.Outcome as) {
    Run run = outcome.run();
    long millis = outcome.nanos() / 1_000_000;
    int attempt = run.delivery().attempt();
    if (as == DocketListener.Outcome.FAILED) {
      LOG.error("↩ [{} ms] {} attempt {} failed", millis, call(run), attempt, outcome.error());
    } else if (as == DocketListener.Outcome.RETRIED) {
      LOG.warn(
          "↫ [{} ms] {} attempt {} failed and is retried",
          millis,
          call(run),
          attempt,
          outcome.error());
    } else if (LOG.isInfoEnabled()) {
      String ended = as.name().toLowerCase(java.util.Locale.ROOT);
      LOG.info("↩ [{} ms] {} attempt {} {}", millis, call(run), attempt, ended);
    }
  }

  private static String call(Run run) {
    return CallText.of(run.definition(), () -> arguments(run), run.key());
  }

  private static Map<String, Object> arguments(Run run) {
    try {
      return Json.readMap(run.delivery().args());
    } catch (DecodingException e) {
      return Map.of();
    }
  }
}
