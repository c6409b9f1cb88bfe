package dev.docket.junit;

import dev.docket.ExecutionRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an execution should be like, field by field, and how near others come to it. */
final class Wanted {

  private static final int MOST = 5;

  /** By the name of the field: null when it is as wanted, else how it differs. */
  private final Map<String, Function<ExecutionRecord, @Nullable String>> fields =
      new LinkedHashMap<>();

  private record Candidate(ExecutionRecord record, List<String> differences) {}

  Wanted(String task) {
    field(
        "task",
        record -> record.taskName().equals(task) ? null : record.taskName() + ", not " + task);
  }

  void field(String name, Function<ExecutionRecord, @Nullable String> difference) {
    fields.put(name, difference);
  }

  List<ExecutionRecord> matches(List<ExecutionRecord> records) {
    return records.stream().filter(record -> differences(record).isEmpty()).toList();
  }

  /** Those that come nearest, each with what differs. */
  String nearest(List<ExecutionRecord> records) {
    List<Candidate> candidates =
        records.stream()
            .map(record -> new Candidate(record, differences(record)))
            .sorted(Comparator.comparingInt(Wanted::distance))
            .toList();
    StringBuilder text = new StringBuilder();
    candidates.stream().limit(MOST).forEach(candidate -> text.append(shown(candidate)));
    if (candidates.size() > MOST) {
      text.append("%n  … and %d more".formatted(candidates.size() - MOST));
    }
    return text.toString();
  }

  /** Another task is farther away than any difference within the same one. */
  private static int distance(Candidate candidate) {
    boolean other = candidate.differences().stream().anyMatch(text -> text.startsWith("task "));
    return candidate.differences().size() + (other ? 1000 : 0);
  }

  private static String shown(Candidate candidate) {
    ExecutionRecord record = candidate.record();
    StringBuilder text =
        new StringBuilder(
            "%n  %s[%s] %s, due %s, %s"
                .formatted(
                    record.taskName(),
                    record.key(),
                    record.state(),
                    record.when(),
                    record.arguments()));
    candidate.differences().forEach(line -> text.append("%n    ".formatted()).append(line));
    return text.toString();
  }

  private List<String> differences(ExecutionRecord record) {
    List<String> differences = new ArrayList<>();
    fields.forEach(
        (name, check) -> {
          String difference = check.apply(record);
          if (difference != null) {
            differences.add(name + " is " + difference);
          }
        });
    return differences;
  }

  @Override
  public String toString() {
    return String.join(", ", fields.keySet());
  }
}
