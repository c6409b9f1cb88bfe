package dev.docket.junit;

import dev.docket.Docket;
import dev.docket.ExecutionRecord;
import dev.docket.operations.Page;
import dev.docket.operations.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every execution in some place of a docket, of which a snapshot tells the first thousand only. */
final class Pending {

  private static final int PAGE = 500;

  private Pending() {}

  /** What is ready, waits for a slot, or is due later. */
  static List<ExecutionRecord> of(Docket docket) {
    List<ExecutionRecord> all = new ArrayList<>(in(docket, Place.QUEUED));
    all.addAll(in(docket, Place.PARKED));
    all.addAll(in(docket, Place.SCHEDULED));
    return all;
  }

  /** What runs of a task and what was the last to end, as far as that is still known. */
  static List<ExecutionRecord> past(Docket docket, String task) {
    return Stream.of(Place.RUNNING, Place.COMPLETED, Place.FAILED, Place.CANCELLED)
        .flatMap(place -> docket.operations().executions(place, "", PAGE).records().stream())
        .filter(record -> record.taskName().equals(task))
        .toList();
  }

  static List<ExecutionRecord> in(Docket docket, Place place) {
    List<ExecutionRecord> all = new ArrayList<>();
    String cursor = "";
    do {
      Page page = docket.operations().executions(place, cursor, PAGE);
      all.addAll(page.records());
      cursor = page.next();
    } while (!cursor.isEmpty());
    return all;
  }

  /** What is due next of all that is due later. */
  static Optional<ExecutionRecord> next(Docket docket) {
    String cursor = "";
    do {
      Page page = docket.operations().executions(Place.SCHEDULED, cursor, 1);
      if (!page.records().isEmpty()) {
        return Optional.of(page.records().get(0));
      }
      cursor = page.next();
    } while (!cursor.isEmpty());
    return Optional.empty();
  }
}
