package dev.docket;

import dev.docket.internal.operations.Bulk;
import dev.docket.internal.operations.Catalogue;
import dev.docket.internal.operations.Details;
import dev.docket.internal.operations.Explainer;
import dev.docket.internal.operations.Figures;
import dev.docket.internal.operations.Pages;
import dev.docket.internal.operations.StrikeDesk;
import dev.docket.internal.operations.UnknownTasks;
import dev.docket.internal.redis.AuditStore;
import dev.docket.internal.redis.DocketFinder;
import dev.docket.internal.redis.FigureStore;
import dev.docket.internal.redis.SlotStore;
import dev.docket.internal.redis.Submission;
import dev.docket.internal.redis.UnknownTaskStore;
import dev.docket.internal.redis.WhereaboutsStore;
import dev.docket.internal.worker.Core;
import dev.docket.operations.AuditEntry;
import dev.docket.operations.Count;
import dev.docket.operations.Explanation;
import dev.docket.operations.FailureDetails;
import dev.docket.operations.HistoryEntry;
import dev.docket.operations.LimitsInUse;
import dev.docket.operations.LostWorker;
import dev.docket.operations.Minute;
import dev.docket.operations.Overview;
import dev.docket.operations.Page;
import dev.docket.operations.Place;
import dev.docket.operations.Preview;
import dev.docket.operations.Query;
import dev.docket.operations.Recurring;
import dev.docket.operations.Status;
import dev.docket.operations.StrikeInForce;
import dev.docket.operations.TaskInfo;
import dev.docket.operations.UnknownTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What those who operate a docket need to see and to do, beyond what {@link Docket} offers: pages
 * of executions, figures, why an execution is not running, bulk actions, an audit log.
 *
 * <p>Every method reads or writes Redis now, at a cost that does not grow with the number of
 * pending executions. Arguments and results are returned in full; {@link #tasks} says what may be
 * shown. Safe for use by several threads. Every method throws {@link DocketConnectionException}
 * when Redis cannot be reached.
 */
public final class Operations {

  private final Core core;
  private final Pages pages;
  private final Figures figures;
  private final Details details;
  private final Bulk bulk;
  private final StrikeDesk strikes;
  private final Catalogue catalogue;
  private final Explainer explainer;
  private final AuditStore audit;

  Operations(Core core) {
    this.core = core;
    this.catalogue = new Catalogue(core.registry(), core.workers(), core.records());
    this.pages = new Pages(core.records(), catalogue);
    this.details = new Details(core.records());
    this.bulk = new Bulk(pages, core.schedule(), ended -> core.count(ended, ""));
    this.strikes = new StrikeDesk(core.strikes().store(), core.records(), core.registry());
    this.explainer =
        new Explainer(
            core.records(),
            new WhereaboutsStore(core.link(), core.keys(), core.time()),
            core.workers(),
            catalogue,
            strikes);
    this.audit = new AuditStore(core.link(), core.keys());
    this.figures = new Figures(new FigureStore(core.link(), core.keys(), core.time()));
  }

  /**
   * Reads a page of the executions in one place, in the order that {@link Place} says.
   *
   * @param place the place
   * @param cursor empty for the first page, else {@link Page#next} of the page before
   * @param limit how many at most, from 1 to 1000
   * @return the page
   * @throws IllegalArgumentException when the limit is out of its range or the cursor is none
   */
  public Page executions(Place place, String cursor, int limit) {
    return pages.all(place, cursor, limit);
  }

  /**
   * Looks for executions. One call looks through at most 2,000; when it has not found enough among
   * them, the next page goes on from there.
   *
   * @param query which executions
   * @param cursor empty for the first page, else {@link Page#next} of the page before
   * @param limit how many at most, from 1 to 1000
   * @return the page, which may be empty although there is a following one
   * @throws IllegalArgumentException when the limit is out of its range or the cursor is none
   */
  public Page search(Query query, String cursor, int limit) {
    return pages.search(query, cursor, limit);
  }

  /**
   * Counts what a query finds, among at most 20,000 executions, in steps of 200. What moves
   * meanwhile may be counted twice or not at all.
   *
   * @param query which executions
   * @return how many, and whether these are all
   */
  public Count count(Query query) {
    return pages.count(query);
  }

  /**
   * Reads how the docket does. One round trip, whose cost grows with the number of workers only.
   *
   * @return the figures
   */
  public Status status() {
    return figures.status();
  }

  /**
   * Counts what will be due soon.
   *
   * @param within from now on until when
   * @return how many executions of the schedule are due until then, or overdue
   * @throws IllegalArgumentException when it is negative
   */
  public long dueWithin(Duration within) {
    return figures.dueWithin(within);
  }

  /**
   * Reads what became of runs, per minute and task. Minutes that are over are remembered, so that
   * asking again costs little.
   *
   * @param back how far to look back; what is older than 24 hours is not kept
   * @return the minutes in which something ended, oldest first
   * @throws IllegalArgumentException when it is negative
   */
  public List<Minute> history(Duration back) {
    return figures.history(back);
  }

  /**
   * Reads what a live view shows, for any number of viewers: status and history.
   *
   * @param back how far the history goes back
   * @return both
   * @throws IllegalArgumentException when it is negative
   */
  public Overview overview(Duration back) {
    return figures.overview(back);
  }

  /**
   * Says why an execution is not running.
   *
   * @param key the key of the execution
   * @return the explanation; empty when there is no such execution
   */
  public Optional<Explanation> explain(String key) {
    return explainer.explain(key);
  }

  /**
   * Reads why an execution failed, or why its latest attempt did.
   *
   * @param key the key of the execution
   * @return the failure; empty when there is no such execution or it has not failed
   */
  public Optional<FailureDetails> failure(String key) {
    return details.failure(key);
  }

  /**
   * Reads the result of an execution.
   *
   * @param key the key of the execution
   * @return the result as JSON; empty when there is none
   */
  public Optional<String> result(String key) {
    return details.result(key);
  }

  /**
   * Reads the arguments of an execution, also of those that are not to be shown.
   *
   * @param key the key of the execution
   * @return the arguments as a JSON object; empty when there is no such execution
   */
  public Optional<String> arguments(String key) {
    return details.arguments(key);
  }

  /**
   * Reads the life of an execution, over all its attempts. Of a long one the latest steps are kept,
   * about fifty.
   *
   * @param key the key of the execution
   * @return the steps, oldest first; empty when there is no such execution
   */
  public List<HistoryEntry> timeline(String key) {
    return details.timeline(key);
  }

  /**
   * Reads the tasks that this process or a live worker knows.
   *
   * @return the tasks, by name
   */
  public List<TaskInfo> tasks() {
    return catalogue.tasks();
  }

  /**
   * Reads the tasks that wait for a worker which can run them, when none is alive. They are looked
   * for among the 5,000 executions that are ready first and as many that are due next; where more
   * wait, the answer may lack some, and what it has is not {@linkplain UnknownTask#complete()
   * complete}. 500 of each are looked at in one moment. Beyond that, one that moves between two
   * moments is still counted once, or, if it moves twice, may be missed.
   *
   * @return the tasks, by how long they have waited, the longest first; where no worker is alive,
   *     all that wait
   */
  public List<UnknownTask> unknownTasks() {
    return new UnknownTasks(new UnknownTaskStore(core.link(), core.keys(), core.time())).find();
  }

  /**
   * Reads the workers that were lost: that fell silent for longer than their docket allows, and did
   * not take leave as a worker does that is stopped. Another worker notices; as long as none is
   * alive, nobody does. The latest 100 are kept, for seven days.
   *
   * @param most how many at most, at least 1
   * @return the workers, the one that was noticed last first
   * @throws IllegalArgumentException when {@code most} is below 1
   */
  public List<LostWorker> lostWorkers(int most) {
    return core.workers().lost(Settings.atLeastOne("most", most));
  }

  /**
   * Reads the chains of perpetual and cron tasks that this process or a live worker knows. Those
   * that are not automatic are looked for among the 1,000 executions that are due next and as many
   * that are ready or run.
   *
   * @return the chains, by task and key
   */
  public List<Recurring> recurring() {
    return catalogue.recurring();
  }

  /**
   * Reads the concurrency limits with the longest waiting lines. Neither the number of limits in
   * use nor the length of their lines raises the cost; {@link Docket#concurrencySets()} reads all
   * of them.
   *
   * @param most how many limits, at least 1
   * @param waiters how many of those that wait to name of each, at least 1
   * @return these limits, and how many there are
   * @throws IllegalArgumentException when {@code most} or {@code waiters} is below 1
   */
  public LimitsInUse limits(int most, int waiters) {
    if (most < 1 || waiters < 1) {
      throw new IllegalArgumentException(
          "limits(most = %d, waiters = %d): each must be at least 1".formatted(most, waiters));
    }
    return new SlotStore(core.link(), core.keys()).longestLines(most, waiters);
  }

  /**
   * Makes a scheduled execution, or one that waits for its retry, due now. Limits and strikes still
   * apply.
   *
   * @param key the key of the execution
   * @return false when nothing is scheduled under the key, or what is there is due already
   */
  public boolean runNow(String key) {
    return core.schedule().runNow(key);
  }

  /**
   * Moves a pending execution to another due time, wherever it waits; everything else about it
   * stays.
   *
   * @param key the key of the execution
   * @param when the due time
   * @return false when nothing is pending under the key
   */
  public boolean reschedule(String key, Instant when) {
    return core.schedule().reschedule(key, Submission.due(when, null));
  }

  /**
   * Runs failed executions again, at once, from attempt 1.
   *
   * @param query which; its place must be {@link Place#FAILED}
   * @param limit how many at most
   * @return how many
   * @throws IllegalArgumentException when the place is another or the limit is below 1
   */
  public long requeueAll(Query query, int limit) {
    return bulk.requeue(query, limit);
  }

  /**
   * Cancels pending or running executions.
   *
   * @param query which; in a place where they have not ended
   * @param limit how many at most
   * @return how many
   * @throws IllegalArgumentException when the executions in that place have ended or the limit is
   *     below 1
   */
  public long cancelAll(Query query, int limit) {
    return bulk.cancel(query, limit);
  }

  /**
   * Reads the strikes in force with their notes.
   *
   * @return the strikes, oldest first
   */
  public List<StrikeInForce> strikes() {
    return strikes.inForce();
  }

  /**
   * Makes a strike as {@link Docket#strike} does, and notes why and by whom. The notes of a strike
   * that is in force already stay.
   *
   * @param strike which executions
   * @param reason why; may be empty
   * @param author who makes it; may be empty
   */
  public void strike(Strike strike, String reason, String author) {
    core.strikes().strike(strike, StrikeDesk.notes(reason, author, core.time().now()));
  }

  /**
   * Counts what a strike would hit, among at most 20,000 executions.
   *
   * @param strike the strike; it is not made
   * @return how many executions match, with up to 20 samples
   */
  public Preview preview(Strike strike) {
    return strikes.preview(strike);
  }

  /**
   * Notes what somebody did. The latest 10,000 or so notes are kept, for 90 days after the last.
   *
   * @param who who did it
   * @param action what was done
   * @param target to what
   * @param outcome what came of it
   */
  public void audit(String who, String action, String target, String outcome) {
    audit.add(who, action, target, outcome);
  }

  /**
   * Reads what was noted.
   *
   * @param limit how many entries at most
   * @return the entries, newest first
   * @throws IllegalArgumentException when the limit is below 1
   */
  public List<AuditEntry> auditLog(int limit) {
    return audit.latest(Settings.atLeastOne("limit", limit));
  }

  /**
   * Finds the dockets on a Redis. Looks at all keys, in small steps, and so takes a while on a
   * large one.
   *
   * @param url as for {@link Docket.Builder#url}
   * @return the names, in order
   * @throws DocketConnectionException when the URL cannot be read or nothing answers
   */
  public static List<String> docketsAt(String url) {
    return DocketFinder.find(url);
  }
}
