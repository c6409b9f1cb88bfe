package dev.docket.dashboard.ui;

import dev.docket.Docket;
import dev.docket.Strike;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.operations.Query;
import dev.docket.operations.StrikeInForce;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What somebody does to a docket. Every change goes through here: refused when the dashboard is
 * read-only, whatever the page shows, and noted in the audit log. Each method says what came of it,
 * as a sentence.
 */
public final class Operator {

  private static final Logger LOG = LoggerFactory.getLogger(Operator.class);
  private static final int MOST_AT_ONCE = 10_000;

  private final DocketFeed feed;
  private final boolean readOnly;
  private final String who;

  /** Acts for somebody. */
  public Operator(DocketFeed feed, boolean readOnly, String who) {
    this.feed = feed;
    this.readOnly = readOnly;
    this.who = who;
  }

  /** Whether actions are accepted, so that pages show them. */
  public boolean mayAct() {
    return !readOnly;
  }

  /** Returns who acts. */
  public String who() {
    return who;
  }

  /** Cancels what is pending or running. */
  public String cancel(String key) {
    return act(
        "cancel",
        key,
        () -> docket().cancel(key) ? "Cancelled" : "It had ended, nothing to cancel");
  }

  /** Makes a scheduled execution due now. */
  public String runNow(String key) {
    return act(
        "run now",
        key,
        () ->
            docket().operations().runNow(key)
                ? "Due now"
                : "It is not scheduled any more, or due already");
  }

  /** Moves a pending execution. */
  public String reschedule(String key, Instant when) {
    return act(
        "reschedule to " + when,
        key,
        () ->
            docket().operations().reschedule(key, when)
                ? "Rescheduled"
                : "It is not pending any more");
  }

  /** Runs a failed execution again. */
  public String requeue(String key) {
    return act(
        "requeue",
        key,
        () -> docket().requeue(key) ? "Runs again, from attempt 1" : "It is not failed any more");
  }

  /** Runs failed executions again, at most 10,000. */
  public String requeueAll(Query query) {
    return act(
        "requeue all",
        text(query),
        () -> count(docket().operations().requeueAll(query, MOST_AT_ONCE), "requeued"));
  }

  /** Cancels pending executions, at most 10,000. */
  public String cancelAll(Query query) {
    return act(
        "cancel all",
        text(query),
        () -> count(docket().operations().cancelAll(query, MOST_AT_ONCE), "cancelled"));
  }

  /** Makes a strike. */
  public String strike(Strike strike, String reason) {
    return act(
        "strike",
        strike.toString(),
        () -> {
          Optional<StrikeInForce> before =
              docket().operations().strikes().stream()
                  .filter(s -> s.strike().equals(strike))
                  .findFirst();
          docket().operations().strike(strike, reason, who);
          return before.map(Operator::inForce).orElse("Struck: " + strike);
        });
  }

  /** The notes of a strike that is in force already stay, which who gives others must know. */
  private static String inForce(StrikeInForce strike) {
    String author = strike.author() == null ? "" : ", by " + strike.author();
    String reason = strike.reason() == null ? "" : ": " + strike.reason();
    return "It was in force already" + author + reason + ". Nothing was changed";
  }

  /** Takes a strike back. */
  public String restore(Strike strike) {
    return act(
        "restore",
        strike.toString(),
        () -> {
          docket().restore(strike);
          return "Restored: " + strike;
        });
  }

  /** Removes all pending work. */
  public String clear() {
    return act("clear", "docket " + docket().name(), () -> count(docket().clear(), "removed"));
  }

  private Docket docket() {
    return feed.docket();
  }

  private String act(String action, String target, Supplier<String> how) {
    if (readOnly) {
      LOG.warn("Refused, since this dashboard is read-only: {} of {} by {}", action, target, who);
      throw new RefusedException("This dashboard is read-only");
    }
    String outcome;
    try {
      outcome = how.get();
    } catch (RuntimeException e) {
      note(action, target, "failed: " + e.getMessage());
      throw e;
    }
    note(action, target, outcome);
    feed.refresh();
    return outcome;
  }

  /** An action that was done is not undone because it could not be noted. */
  private void note(String action, String target, String outcome) {
    LOG.info("{}: {} of {}: {}", who, action, target, outcome);
    try {
      docket().operations().audit(who, action, target, outcome);
    } catch (RuntimeException e) {
      LOG.error("Could not note in the audit log: {} of {} by {}", action, target, who, e);
    }
  }

  private static String text(Query query) {
    return query.place().name().toLowerCase(java.util.Locale.ROOT)
        + (query.task() == null ? "" : ", task " + query.task())
        + (query.error() == null ? "" : ", with error \"" + query.error().text() + "\"")
        + (query.text() == null ? "" : ", containing \"" + query.text() + "\"");
  }

  private static String count(long count, String what) {
    return (count == 1 ? "1 execution " : Numbers.of(count) + " executions ") + what;
  }
}
