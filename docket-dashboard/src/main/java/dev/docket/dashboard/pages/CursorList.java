package dev.docket.dashboard.pages;

import dev.docket.Docket;
import dev.docket.DocketConnectionException;
import dev.docket.ExecutionRecord;
import dev.docket.operations.Page;
import dev.docket.operations.Query;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The executions of a query as a list that is read page by page, as far as somebody scrolls. A
 * search stops after some pages, until it is told to go on. Used with the session's lock.
 */
final class CursorList {

  static final int PAGE = 100;
  private static final int PAGES_PER_LOOK = 5;
  private static final int MOST = 5_000;

  private static final Logger LOG = LoggerFactory.getLogger(CursorList.class);

  private final Docket docket;
  private final Query query;
  private final List<ExecutionRecord> loaded = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();
  private String next = "";
  private boolean started;
  private int looks = PAGES_PER_LOOK;
  private int ofFirstPage;
  private boolean wentOn;
  private boolean interrupted;

  CursorList(Docket docket, Query query) {
    this.docket = docket;
    this.query = query;
  }

  Query query() {
    return query;
  }

  boolean isSearch() {
    return query.task() != null || query.text() != null;
  }

  /**
   * Reads on until the window is full, or there is no more, or a search has looked enough. When
   * Redis does not answer, it is not asked again before {@link #resume}.
   */
  List<ExecutionRecord> window(int offset, int limit) {
    try {
      while (loaded.size() < offset + limit && mayReadOn()) {
        append(read(started ? next : ""));
      }
    } catch (DocketConnectionException e) {
      LOG.debug("Could not read on in {}", query, e);
      interrupt();
    }
    int from = Math.min(offset, loaded.size());
    return List.copyOf(loaded.subList(from, Math.min(loaded.size(), offset + limit)));
  }

  private boolean mayReadOn() {
    return hasMore() && loaded.size() < MOST && looks > 0 && !interrupted;
  }

  /** Asks Redis no more, which does not answer. */
  void interrupt() {
    interrupted = true;
  }

  boolean isInterrupted() {
    return interrupted;
  }

  /** Redis answers again, as this first page tells; what is still missing may be read on. */
  void resume(Page first) {
    interrupted = false;
    if (!started) {
      restart(first);
    }
  }

  boolean hasMore() {
    return !started || !next.isEmpty();
  }

  private Page read(String cursor) {
    if (!isSearch()) {
      return docket.operations().executions(query.place(), cursor, PAGE);
    }
    looks--;
    return docket.operations().search(query, cursor, PAGE);
  }

  /** What moved while pages were read may come twice. */
  private void append(Page page) {
    boolean first = !started;
    started = true;
    next = page.next();
    for (ExecutionRecord execution : page.records()) {
      if (keys.add(execution.key())) {
        loaded.add(execution);
      }
    }
    if (first) {
      ofFirstPage = loaded.size();
    }
  }

  /** Whether a search has not looked at everything. */
  boolean isCut() {
    return hasMore() && (looks <= 0 || loaded.size() >= MOST);
  }

  /** Looks through some more. */
  void goOn() {
    looks = PAGES_PER_LOOK;
    wentOn = true;
  }

  int size() {
    return loaded.size();
  }

  /** Whether more was read than is read by itself, so that it is not to be thrown away. */
  boolean isDeep() {
    return loaded.size() > PAGE || wentOn;
  }

  /**
   * Starts over with a first page that was just read. A first page of a search is one look: what is
   * further down is looked for again.
   */
  void restart(Page first) {
    loaded.clear();
    keys.clear();
    started = false;
    wentOn = false;
    looks = PAGES_PER_LOOK - 1;
    append(first);
    window(0, PAGE);
  }

  /** Whether the first page still shows the same executions in the same order. */
  boolean startsWith(Page first) {
    return started && keys(loaded.subList(0, ofFirstPage)).equals(keys(first.records()));
  }

  private static List<String> keys(List<ExecutionRecord> executions) {
    return executions.stream().map(ExecutionRecord::key).toList();
  }

  /** How many of a first page are not in the list yet. */
  int unseen(Page first) {
    return (int) first.records().stream().filter(r -> !keys.contains(r.key())).count();
  }

  /** Takes over what changed about executions that are listed, and returns them. */
  List<ExecutionRecord> update(Page first) {
    List<ExecutionRecord> changed = new ArrayList<>();
    for (ExecutionRecord fresh : first.records()) {
      if (!keys.contains(fresh.key())) {
        continue;
      }
      for (int i = 0; i < loaded.size(); i++) {
        ExecutionRecord old = loaded.get(i);
        if (old.key().equals(fresh.key()) && !old.equals(fresh)) {
          loaded.set(i, fresh);
          changed.add(fresh);
        }
      }
    }
    return changed;
  }
}
