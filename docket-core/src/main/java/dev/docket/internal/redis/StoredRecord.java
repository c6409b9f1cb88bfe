package dev.docket.internal.redis;

import dev.docket.ExecutionRecord;
import dev.docket.ExecutionState;
import dev.docket.ProgressState;
import dev.docket.internal.codec.DecodingException;
import dev.docket.internal.codec.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The hash of one execution, with its payload. */
public record StoredRecord(String key, Map<String, String> fields) {

  public ExecutionState state() {
    return ExecutionState.valueOf(fields.getOrDefault("state", "SCHEDULED"));
  }

  public Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name)).filter(text -> !text.isEmpty());
  }

  public String taskName() {
    return fields.getOrDefault("task", "");
  }

  public int attempt() {
    return (int) number("attempt", 1);
  }

  public long number(String name, long fallback) {
    return field(name).flatMap(StoredRecord::parsed).orElse(fallback);
  }

  public ExecutionRecord toExecutionRecord() {
    return new ExecutionRecord(
        key,
        taskName(),
        arguments(),
        Instant.ofEpochMilli(number("when", 0)),
        attempt(),
        state(),
        field("worker").orElse(null),
        instant("started"),
        instant("finished"),
        field("error").orElse(null),
        progress());
  }

  /** The arguments; those that cannot be read as a JSON object come as one raw text. */
  public Map<String, Object> arguments() {
    String args = fields.getOrDefault("args", "");
    if (args.isEmpty()) {
      return Map.of();
    }
    try {
      return Json.readMap(args);
    } catch (DecodingException e) {
      return Map.of("raw", args);
    }
  }

  public @Nullable ProgressState progress() {
    if (field("progress_current").isEmpty()) {
      return null;
    }
    return new ProgressState(
        number("progress_current", 0),
        number("progress_total", 100),
        fields.get("progress_message"),
        instant("progress_at"));
  }

  private @Nullable Instant instant(String name) {
    return field(name).flatMap(StoredRecord::parsed).map(Instant::ofEpochMilli).orElse(null);
  }

  /** A number that somebody else garbled counts as absent: it must not hide the record. */
  private static Optional<Long> parsed(String text) {
    try {
      return Optional.of((long) Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
