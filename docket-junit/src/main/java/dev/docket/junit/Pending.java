package dev.docket.junit;

import dev.docket.Docket;
import dev.docket.ExecutionRecord;
import dev.docket.operations.Page;
import dev.docket.operations.Place;
import dev.docket.operations.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every execution in some place of a docket, of which a snapshot tells the first thousand only. */
final class Pending {

  private static final int PAGE = 500;
  private static final int LOOKS = 20;

  private Pending() {}

  /**
   * What is ready, waits for a slot, or is due later. The places are read one after the other: what
   * moves meanwhile is found twice, or not at all, so that the number is compared.
   */
  static List<ExecutionRecord> of(Docket docket) {
    Map<String, ExecutionRecord> found = new LinkedHashMap<>();
    long counted;
    int looks = 0;
    do {
      found.clear();
      Stream.of(Place.QUEUED, Place.PARKED, Place.SCHEDULED)
          .flatMap(place -> in(docket, place).stream())
          .forEach(record -> found.put(record.key(), record));
      Status status = docket.operations().status();
      counted = status.queued() + status.parked() + status.scheduled();
      looks++;
    } while (found.size() < counted && looks < LOOKS);
    return List.copyOf(found.values());
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
