package dev.docket.internal.operations;

import dev.docket.ExecutionState;
import dev.docket.internal.redis.RecordStore;
import dev.docket.internal.redis.StoredRecord;
import dev.docket.operations.FailureDetails;
import dev.docket.operations.HistoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the record of one execution tells beyond its public part. */
public final class Details {

  private static final int FIELDS = 5;

  private final RecordStore records;

  public Details(RecordStore records) {
    this.records = records;
  }

  public Optional<String> result(String key) {
    return records.read(key).flatMap(record -> record.field("result"));
  }

  public Optional<String> arguments(String key) {
    return records.read(key).map(record -> record.field("args").orElse("{}"));
  }

  /** Of the end of a failed execution, or of the latest attempt of one that is tried again. */
  public Optional<FailureDetails> failure(String key) {
    return records
        .read(key)
        .filter(record -> record.state() != ExecutionState.COMPLETED)
        .flatMap(
            record ->
                failure(record, "error", "error_type", "error_stack")
                    .or(() -> failure(record, "last_error", "last_type", "last_stack")));
  }

  private static Optional<FailureDetails> failure(
      StoredRecord record, String error, String type, String stack) {
    if (record.field(error).isEmpty()) {
      return Optional.empty();
    }
    String text = record.field(error).orElseThrow();
    String thrown = record.field(type).orElse("");
    return Optional.of(
        new FailureDetails(thrown, message(text, thrown), record.field(stack).orElse("")));
  }

  /** The record has {@code Type: message}, with the simple name of the type. */
  private static String message(String error, String type) {
    if (type.isEmpty()) {
      return error;
    }
    String simple = type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    if (error.equals(simple)) {
      return "";
    }
    return error.startsWith(simple + ": ") ? error.substring(simple.length() + 2) : error;
  }

  public List<HistoryEntry> timeline(String key) {
    return records.read(key).map(Details::timeline).orElse(List.of());
  }

  /** First what earlier attempts left in the history, then what the record tells of the present. */
  static List<HistoryEntry> timeline(StoredRecord record) {
    List<HistoryEntry> steps = new ArrayList<>();
    long when = record.number("when", 0);
    steps.add(step(record.number("added", when), "added", 1, null, null));
    steps.addAll(history(record));
    String waited = record.field("waited").orElse("");
    if (!waited.isEmpty()) {
      int space = waited.indexOf(' ');
      long at = Long.parseLong(waited, 0, space, 10);
      steps.add(
          step(at, "parked", record.attempt(), null, SetText.of(waited.substring(space + 1))));
    }
    if (record.state() == ExecutionState.SCHEDULED) {
      steps.add(step(when, "due", record.attempt(), null, null));
    }
    String worker = record.field("worker").orElse(null);
    if (record.field("started").isPresent()) {
      steps.add(step(record.number("started", 0), "started", record.attempt(), worker, null));
    }
    if (record.state().isTerminal()) {
      String end = record.state().name().toLowerCase(Locale.ROOT);
      String error = record.field("error").orElse(null);
      steps.add(step(record.number("finished", 0), end, record.attempt(), worker, error));
    }
    return List.copyOf(steps);
  }

  static List<HistoryEntry> history(StoredRecord record) {
    List<HistoryEntry> steps = new ArrayList<>();
    for (String line : record.field("history").orElse("").split("\n")) {
      String[] parts = line.split("\t", FIELDS);
      if (parts.length == FIELDS) {
        String worker = parts[3].isEmpty() ? null : parts[3];
        String detail = parts[4].isEmpty() ? null : SetText.of(parts[4]);
        steps.add(
            step(Long.parseLong(parts[0]), parts[1], Integer.parseInt(parts[2]), worker, detail));
      }
    }
    return steps;
  }

  private static HistoryEntry step(
      long at, String what, int attempt, @Nullable String worker, @Nullable String detail) {
    return new HistoryEntry(Instant.ofEpochMilli(at), what, attempt, worker, detail);
  }
}
