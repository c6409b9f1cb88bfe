package dev.docket;

import dev.docket.internal.redis.RecordStore.Moment;
import dev.docket.internal.redis.StoredRecord;
import dev.docket.internal.worker.Core;
import dev.docket.operations.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads what is on a docket. */
final class Snapshots {

  /** More than this would keep Redis from its other work for too long when it is read at once. */
  private static final int MOST_AT_ONCE = 500;

  private static final int MOST = 1000;

  private Snapshots() {}

  static DocketSnapshot of(Core core) {
    Moment moment = core.records().moment(MOST_AT_ONCE);
    return new DocketSnapshot(
        moment.at(),
        moment.total(),
        byDueTime(records(moment.whole() ? moment.pending() : pending(core))),
        records(moment.whole() ? moment.running() : core.records().first(Place.RUNNING, MOST)),
        core.workers().workers());
  }

  private static List<StoredRecord> pending(Core core) {
    List<StoredRecord> found = new ArrayList<>();
    for (Place place : List.of(Place.QUEUED, Place.PARKED, Place.SCHEDULED)) {
      if (found.size() < MOST) {
        found.addAll(core.records().first(place, MOST - found.size()));
      }
    }
    return found;
  }

  private static List<ExecutionRecord> byDueTime(List<ExecutionRecord> records) {
    return records.stream().sorted(Comparator.comparing(ExecutionRecord::when)).toList();
  }

  private static List<ExecutionRecord> records(List<StoredRecord> stored) {
    return stored.stream().map(StoredRecord::toExecutionRecord).toList();
  }
}
