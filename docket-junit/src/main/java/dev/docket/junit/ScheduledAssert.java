package dev.docket.junit;

import dev.docket.Docket;
import dev.docket.ExecutionRecord;
import dev.docket.TaskDefinition;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Narrows down which pending execution is meant. A failure lists the nearest ones, field by field.
 */
public final class ScheduledAssert {

  private static final Duration TOLERANCE = Duration.ofSeconds(1);

  private final DocketAssert docketAssert;
  private final Docket docket;
  private final String task;
  private final List<ExecutionRecord> pending;
  private final Map<String, Function<ExecutionRecord, @Nullable String>> wanted =
      new LinkedHashMap<>();

  ScheduledAssert(
      DocketAssert docketAssert, Docket docket, Class<?> type, List<ExecutionRecord> pending) {
    this.docketAssert = docketAssert;
    this.docket = docket;
    this.task = TaskDefinition.of(type).name();
    this.pending = pending;
    wanted.put("task", record -> differs(record.taskName(), task));
  }

  /**
   * Checks that one of them has the key.
   *
   * @param key the key
   * @return this
   */
  public ScheduledAssert withKey(String key) {
    wanted.put("key", record -> differs(record.key(), key));
    return narrowed();
  }

  /**
   * Checks that one of them has the arguments of a task.
   *
   * @param expected the task
   * @return this
   */
  public ScheduledAssert withArguments(Object expected) {
    for (RecordComponent component : expected.getClass().getRecordComponents()) {
      String name = component.getName();
      String value = text(valueOf(expected, component));
      wanted.put(name, record -> differs(text(record.arguments().get(name)), value));
    }
    return narrowed();
  }

  /**
   * Checks that one of them is due after a time from now, give or take a second.
   *
   * @param delay from the docket's now
   * @return this
   */
  public ScheduledAssert dueIn(Duration delay) {
    Instant now = docket.snapshot().taken();
    wanted.put(
        "due in",
        record -> {
          Duration left = Duration.between(now, record.when());
          return left.minus(delay).abs().compareTo(TOLERANCE) <= 0 ? null : left + ", not " + delay;
        });
    return narrowed();
  }

  /**
   * Goes back to the docket.
   *
   * @return the assertions about the docket
   */
  public DocketAssert and() {
    return docketAssert;
  }

  ScheduledAssert narrowed() {
    List<String> candidates = new ArrayList<>();
    for (ExecutionRecord record : pending) {
      List<String> differences = differences(record);
      if (differences.isEmpty()) {
        return this;
      }
      candidates.add(
          "%s[%s]: %s".formatted(record.taskName(), record.key(), String.join("; ", differences)));
    }
    candidates.sort(java.util.Comparator.comparingInt(text -> text.split(";", -1).length));
    String nearest =
        candidates.isEmpty()
            ? "nothing is pending at all"
            : "the nearest are\n  "
                + String.join("\n  ", candidates.subList(0, Math.min(5, candidates.size())));
    throw new AssertionError(
        "Expected a pending %s with %s, but %s".formatted(task, wanted.keySet(), nearest));
  }

  private List<String> differences(ExecutionRecord record) {
    List<String> differences = new ArrayList<>();
    wanted.forEach(
        (field, check) -> {
          String difference = check.apply(record);
          if (difference != null) {
            differences.add(field + " is " + difference);
          }
        });
    return differences;
  }

  private static @Nullable String differs(String actual, String expected) {
    return actual.equals(expected) ? null : actual + ", not " + expected;
  }

  private static String text(@Nullable Object value) {
    return value instanceof Number number && !(value instanceof Double) && !(value instanceof Float)
        ? Long.toString(number.longValue())
        : String.valueOf(value);
  }

  private static @Nullable Object valueOf(Object task, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(task);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Could not read " + component, e);
    }
  }
}
