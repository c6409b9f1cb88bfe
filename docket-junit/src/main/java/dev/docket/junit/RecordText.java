package dev.docket.junit;

import dev.docket.ExecutionRecord;
import java.util.Collection;
import java.util.stream.Collectors;

/** Records of executions as failures show them. */
final class RecordText {

  private static final int MOST = 20;

  private RecordText() {}

  static String of(ExecutionRecord record) {
    return "%s[%s] %s".formatted(record.taskName(), record.key(), state(record));
  }

  /** Without its name: the state first. */
  static String state(ExecutionRecord record) {
    return "%s, due %s, attempt %d, %s%s%s"
        .formatted(
            record.state(),
            record.when(),
            record.attempt(),
            record.arguments(),
            record.worker() == null ? "" : ", on worker " + record.worker(),
            record.error() == null ? "" : ", " + record.error());
  }

  /** One line for each; nothing for none. */
  static String list(Collection<ExecutionRecord> records) {
    String more = records.size() > MOST ? "\n  … and %d more".formatted(records.size() - MOST) : "";
    return records.stream()
        .limit(MOST)
        .map(record -> "\n  " + of(record))
        .collect(Collectors.joining("", "", more));
  }
}
