package dev.docket.dashboard.pages;

import dev.docket.ExecutionRecord;
import dev.docket.operations.Page;
import dev.docket.operations.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The executions of a query as a list that is read page by page, as far as somebody scrolls. The
 * first page is given and the others are read aside, since no window must wait for Redis: what is
 * there is shown, and what comes is told. Used with the session's lock.
 */
final class CursorList {

  static final int PAGE = 100;
  private static final int AHEAD = 4 * PAGE;

  private final Query query;
  private final PageReader reader;
  private @Nullable Loaded shown;

  /** What takes the place of what is shown, once it has as many rows. */
  private @Nullable Loaded coming;

  private Runnable onChange = () -> {};
  private int wanted = PAGE;
  private boolean reading;
  private boolean wentOn;
  private boolean interrupted;

  CursorList(Query query, PageReader reader) {
    this.query = query;
    this.reader = reader;
  }

  Query query() {
    return query;
  }

  /** Called when rows have come, or when it is known that none will. */
  void onChange(Runnable onChange) {
    this.onChange = onChange;
  }

  /**
   * The rows that are there; those that are missing are read, unless a search has looked enough.
   */
  List<ExecutionRecord> window(int offset, int limit) {
    wanted = Math.max(wanted, offset + limit);
    readOn();
    return shown == null ? List.of() : shown.rows(offset, limit);
  }

  private void readOn() {
    Loaded into = coming == null ? shown : coming;
    if (into == null || reading || interrupted) {
      return;
    }
    if (into.mayReadOn(wanted)) {
      reading = true;
      reader.read(query, into.next(), page -> arrived(into, page), this::gaveUp);
    } else if (coming != null) {
      shown = coming;
      coming = null;
    }
  }

  private void arrived(Loaded into, Page page) {
    reading = false;
    into.append(page);
    readOn();
    onChange.run();
  }

  private void gaveUp() {
    reading = false;
    interrupt();
    onChange.run();
  }

  /** Asks Redis no more, which does not answer, before {@link #resume}. */
  void interrupt() {
    interrupted = true;
  }

  boolean isInterrupted() {
    return interrupted;
  }

  /** Redis answers again, as this first page tells; what is still missing is read on. */
  void resume(Page first) {
    interrupted = false;
    if (shown == null) {
      restart(first);
    } else {
      readOn();
    }
  }

  boolean isStarted() {
    return shown != null;
  }

  /** Whether rows are on their way that are not there yet. */
  boolean isReading() {
    return reading && coming == null && !interrupted;
  }

  boolean hasMore() {
    return shown == null || shown.hasMore();
  }

  /** Whether not everything was looked at, and nothing more is by itself. */
  boolean isCut() {
    return shown != null && shown.isCut();
  }

  /** Whether {@link #goOn} finds more. */
  boolean mayGoOn() {
    return shown != null && shown.mayGoOn();
  }

  /** Looks through some more. */
  void goOn() {
    if (shown != null) {
      wentOn = true;
      coming = null;
      wanted = shown.size() + PAGE;
      shown.goOn();
      readOn();
    }
  }

  int size() {
    return shown == null ? 0 : shown.size();
  }

  /** How many rows there are, and may be when they are scrolled to: they are read then. */
  int expected() {
    boolean further = shown != null && shown.hasMore() && !shown.isCut() && !interrupted;
    return size() + (further && size() >= PAGE ? AHEAD : 0);
  }

  /** Whether somebody asked for more than is read by itself, so that it is not thrown away. */
  boolean wentOn() {
    return wentOn;
  }

  /**
   * Starts over with a first page that was just read. What a search has found further down stays
   * until it is found again; what comes meanwhile is seen after that.
   */
  void restart(Page first) {
    if (coming != null) {
      return;
    }
    wentOn = false;
    wanted = PAGE;
    Loaded fresh = new Loaded(first, !query.isForAll());
    if (shown == null) {
      shown = fresh;
    } else {
      coming = fresh;
    }
    readOn();
  }

  /** Whether the first page still shows the same executions in the same order. */
  boolean startsWith(Page first) {
    return shown != null && shown.startsWith(first);
  }

  /** Takes over what became of one execution, wherever it is now; says whether it is listed. */
  boolean update(ExecutionRecord fresh) {
    return shown != null && shown.update(fresh);
  }

  /** How many of a first page are not in the list yet. */
  int unseen(Page first) {
    return shown == null ? 0 : shown.unseen(first);
  }

  /** Takes over what changed about executions that are listed, and returns them. */
  List<ExecutionRecord> update(Page first) {
    return shown == null ? List.of() : shown.update(first);
  }
}
