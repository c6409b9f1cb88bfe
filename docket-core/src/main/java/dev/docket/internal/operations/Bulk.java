package dev.docket.internal.operations;

import dev.docket.internal.operations.Pages.Matches;
import dev.docket.internal.redis.Concluded;
import dev.docket.internal.redis.ScheduleStore;
import dev.docket.internal.redis.ScheduleStore.Cancellation;
import dev.docket.internal.redis.StoredRecord;
import dev.docket.operations.Place;
import dev.docket.operations.Query;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** Actions on everything that matches, batch by batch. */
public final class Bulk {

  private static final int BATCH = 200;

  private final Pages pages;
  private final ScheduleStore schedule;
  private final Consumer<List<Concluded>> ended;

  /** ended: is told what a cancel has ended that no worker will tell of. */
  public Bulk(Pages pages, ScheduleStore schedule, Consumer<List<Concluded>> ended) {
    this.pages = pages;
    this.schedule = schedule;
    this.ended = ended;
  }

  public long requeue(Query query, int limit) {
    if (query.place() != Place.FAILED) {
      throw new IllegalArgumentException(
          "The query is for %s; only FAILED executions can be requeued".formatted(query.place()));
    }
    return each(query, limit, schedule::requeueAll);
  }

  public long cancel(Query query, int limit) {
    if (query.place().isTerminal()) {
      throw new IllegalArgumentException(
          "The query is for %s; what has ended cannot be cancelled: ask for SCHEDULED, QUEUED, RUNNING or PARKED"
              .formatted(query.place()));
    }
    return each(query, limit, this::cancel);
  }

  private long cancel(List<String> keys) {
    List<Cancellation> found =
        schedule.cancelAll(keys, "").stream().filter(Cancellation::found).toList();
    found.forEach(one -> ended.accept(one.concluded()));
    return found.size();
  }

  private long each(Query query, int limit, ToLongFunction<List<String>> action) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit is %d; it must be at least 1".formatted(limit));
    }
    long done = 0;
    String cursor = "";
    do {
      int wanted = (int) Math.min(BATCH, limit - done);
      Matches matches = pages.matches(query, cursor, wanted, Integer.MAX_VALUE);
      done += action.applyAsLong(matches.records().stream().map(StoredRecord::key).toList());
      cursor = matches.next();
    } while (!cursor.isEmpty() && done < limit);
    return done;
  }
}
