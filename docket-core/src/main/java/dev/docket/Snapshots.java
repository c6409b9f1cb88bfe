package dev.docket;

import dev.docket.internal.redis.ScheduleStore.Rest;
import dev.docket.internal.redis.StoredRecord;
import dev.docket.internal.worker.Core;
import dev.docket.operations.Place;
import java.util.ArrayList;
import java.util.List;

/** Reads what is on a docket. */
final class Snapshots {

  private static final int MOST = 1000;

  private Snapshots() {}

  static DocketSnapshot of(Core core) {
    Rest rest = core.schedule().rest();
    List<ExecutionRecord> future = new ArrayList<>();
    for (Place place : List.of(Place.QUEUED, Place.PARKED, Place.SCHEDULED)) {
      future.addAll(records(core, place, MOST - future.size()));
    }
    return new DocketSnapshot(
        core.time().now(),
        rest.readyOrRunning() + rest.parked() + rest.scheduled(),
        List.copyOf(future),
        records(core, Place.RUNNING, MOST),
        core.workers().workers());
  }

  private static List<ExecutionRecord> records(Core core, Place place, int limit) {
    if (limit <= 0) {
      return List.of();
    }
    return core.records().first(place, limit).stream()
        .map(StoredRecord::toExecutionRecord)
        .toList();
  }
}
