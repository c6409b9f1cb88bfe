package dev.docket.internal.operations;

import dev.docket.internal.redis.UnknownTaskStore;
import dev.docket.internal.redis.UnknownTaskStore.Cursor;
import dev.docket.internal.redis.UnknownTaskStore.Page;
import dev.docket.internal.redis.UnknownTaskStore.Waiting;
import dev.docket.operations.UnknownTask;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the tasks that wait for a worker which can run them, when there is none. */
public final class UnknownTasks {

  private static final int LOOKED_AT_ONCE = 500;
  private static final int LOOKS = 10;

  private final UnknownTaskStore store;

  public UnknownTasks(UnknownTaskStore store) {
    this.store = store;
  }

  /** Those that have waited longest first. */
  public List<UnknownTask> find() {
    // By key: what moves between two looks is seen twice, and counted once.
    Map<String, Waiting> waiting = new HashMap<>();
    Page page = new Page(List.of(), Cursor.START, false);
    for (int looks = 0; looks < LOOKS && !page.last(); looks++) {
      page = store.page(page.next(), LOOKED_AT_ONCE);
      page.waiting().forEach(one -> waiting.putIfAbsent(one.key(), one));
    }
    boolean complete = page.last();
    Map<String, UnknownTask> found = new TreeMap<>();
    waiting
        .values()
        .forEach(one -> found.merge(one.task(), unknown(one, complete), UnknownTasks::both));
    return found.values().stream().sorted(Comparator.comparing(UnknownTask::since)).toList();
  }

  private static UnknownTask unknown(Waiting one, boolean complete) {
    return new UnknownTask(one.task(), 1, Instant.ofEpochMilli(one.since()), one.key(), complete);
  }

  private static UnknownTask both(UnknownTask one, UnknownTask other) {
    UnknownTask longer = other.since().isBefore(one.since()) ? other : one;
    return new UnknownTask(
        one.name(),
        one.waiting() + other.waiting(),
        longer.since(),
        longer.example(),
        one.complete());
  }
}
