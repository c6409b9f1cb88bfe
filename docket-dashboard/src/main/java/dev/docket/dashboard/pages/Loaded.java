package dev.docket.dashboard.pages;

import dev.docket.ExecutionRecord;
import dev.docket.operations.Page;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was read of a query so far, page after page. A search stops after some, until told to go on.
 */
final class Loaded {

  private static final int PAGES_PER_LOOK = 5;
  private static final int MOST = 5_000;

  private final boolean search;
  private final List<ExecutionRecord> records = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();
  private final int ofFirstPage;
  private String next = "";
  private int looks = PAGES_PER_LOOK;

  /** Starts with a first page that was just read; of a search it is one look. */
  Loaded(Page first, boolean search) {
    this.search = search;
    append(first);
    ofFirstPage = records.size();
  }

  /** What moved while pages were read may come twice. */
  void append(Page page) {
    next = page.next();
    if (search) {
      looks--;
    }
    for (ExecutionRecord execution : page.records()) {
      if (keys.add(execution.key())) {
        records.add(execution);
      }
    }
  }

  /** Where the next page begins. */
  String next() {
    return next;
  }

  int size() {
    return records.size();
  }

  List<ExecutionRecord> rows(int offset, int limit) {
    int from = Math.min(offset, records.size());
    return List.copyOf(records.subList(from, Math.min(records.size(), from + limit)));
  }

  boolean hasMore() {
    return !next.isEmpty();
  }

  private boolean isFull() {
    return records.size() >= MOST;
  }

  /** Whether another page is to be read, for this many rows to be there. */
  boolean mayReadOn(int rows) {
    return hasMore() && records.size() < rows && !isFull() && looks > 0;
  }

  /** Whether not everything was looked at, and nothing more is by itself. */
  boolean isCut() {
    return hasMore() && (looks <= 0 || isFull());
  }

  /** Whether somebody may ask for more. */
  boolean mayGoOn() {
    return hasMore() && looks <= 0 && !isFull();
  }

  /** Allows some more looks. */
  void goOn() {
    looks = PAGES_PER_LOOK;
  }

  /** Whether the first page still shows the same executions in the same order. */
  boolean startsWith(Page first) {
    return keys(records.subList(0, ofFirstPage)).equals(keys(first.records()));
  }

  private static List<String> keys(List<ExecutionRecord> executions) {
    return executions.stream().map(ExecutionRecord::key).toList();
  }

  /** Takes over what became of one execution, wherever it is now; says whether it is listed. */
  boolean update(ExecutionRecord fresh) {
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i).key().equals(fresh.key())) {
        records.set(i, fresh);
        return true;
      }
    }
    return false;
  }

  /** Takes over what changed about executions that are listed, and returns them. */
  List<ExecutionRecord> update(Page first) {
    List<ExecutionRecord> changed = new ArrayList<>();
    for (ExecutionRecord fresh : first.records()) {
      if (keys.contains(fresh.key()) && !records.contains(fresh) && update(fresh)) {
        changed.add(fresh);
      }
    }
    return changed;
  }

  /** How many of a first page are not listed. */
  int unseen(Page first) {
    return (int) first.records().stream().filter(r -> !keys.contains(r.key())).count();
  }
}
