package dev.docket.junit;

import dev.docket.Docket;
import dev.docket.ExecutionRecord;
import dev.docket.TaskArguments;
import dev.docket.TaskDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Narrows down which pending execution is meant. A failure lists the nearest ones and how each
 * differs, field by field.
 */
public final class ScheduledAssert {

  private static final Duration TOLERANCE = Duration.ofSeconds(1);

  private final DocketAssert docketAssert;
  private final Docket docket;
  private final String task;
  private final List<String> parameters;
  private final List<ExecutionRecord> pending;
  private final Wanted wanted;

  ScheduledAssert(
      DocketAssert docketAssert, Docket docket, Class<?> type, List<ExecutionRecord> pending) {
    this.docketAssert = docketAssert;
    this.docket = docket;
    TaskDefinition<?> definition = TaskDefinition.of(type);
    this.task = definition.name();
    this.parameters = definition.parameters();
    this.pending = pending;
    this.wanted = new Wanted(task);
  }

  /**
   * Checks that one of them has the key.
   *
   * @param key the key
   * @return this
   */
  public ScheduledAssert withKey(String key) {
    wanted.field(
        "key",
        record -> record.key().equals(key) ? null : "%s, not %s".formatted(record.key(), key));
    return narrowed();
  }

  /**
   * Checks that one of them has the arguments of a task. Arguments are compared as the JSON values
   * that the docket carries.
   *
   * @param expected the task
   * @return this
   */
  public ScheduledAssert withArguments(Object expected) {
    Map<String, Object> arguments = TaskArguments.of(expected);
    arguments.forEach(this::want);
    return narrowed();
  }

  /**
   * Checks that one of them has an argument, whatever the others.
   *
   * @param parameter the name of the record's component
   * @param expected its value, compared as a JSON value
   * @return this
   * @throws IllegalArgumentException when the task has no such parameter
   */
  public ScheduledAssert withArgument(String parameter, @Nullable Object expected) {
    if (!parameters.contains(parameter)) {
      throw new IllegalArgumentException(
          "%s has no parameter %s; it has %s".formatted(task, parameter, parameters));
    }
    want(parameter, expected);
    return narrowed();
  }

  private void want(String parameter, @Nullable Object expected) {
    wanted.field(
        parameter,
        record -> {
          Object actual = record.arguments().get(parameter);
          return TaskArguments.same(actual, expected)
              ? null
              : "%s, not %s".formatted(shown(actual), shown(expected));
        });
  }

  /** A text looks unlike a number. */
  private static String shown(@Nullable Object value) {
    return value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
  }

  /**
   * Checks that one of them is due after a time from now, give or take a second.
   *
   * @param delay from the docket's now
   * @return this
   */
  public ScheduledAssert dueIn(Duration delay) {
    return dueIn(delay, TOLERANCE);
  }

  /**
   * Checks that one of them is due after a time from now.
   *
   * @param delay from the docket's now
   * @param tolerance how much it may be off
   * @return this
   */
  public ScheduledAssert dueIn(Duration delay, Duration tolerance) {
    Instant now = docket.snapshot().taken();
    wanted.field(
        "due in",
        record -> {
          Duration left = Duration.between(now, record.when());
          return left.minus(delay).abs().compareTo(tolerance) <= 0 ? null : left + ", not " + delay;
        });
    return narrowed();
  }

  /**
   * Checks that one of them is due at an instant, to the millisecond.
   *
   * @param when the instant
   * @return this
   */
  public ScheduledAssert dueAt(Instant when) {
    wanted.field(
        "due at",
        record ->
            record.when().toEpochMilli() == when.toEpochMilli()
                ? null
                : record.when() + ", not " + when);
    return narrowed();
  }

  /**
   * Checks which attempt one of them is at.
   *
   * @param attempt 1 before it has failed, 2 when it waits for its first retry, …
   * @return this
   */
  public ScheduledAssert onAttempt(int attempt) {
    wanted.field(
        "attempt",
        record -> record.attempt() == attempt ? null : record.attempt() + ", not " + attempt);
    return narrowed();
  }

  /**
   * Checks how many of them there are.
   *
   * @param count how many match all that was said before
   * @return this
   */
  public ScheduledAssert times(int count) {
    int found = wanted.matches(pending).size();
    if (found != count) {
      throw new AssertionError(
          "%sExpected %d pending %s by %s, but there are %d:%s"
              .formatted(
                  docketAssert.description(), count, task, wanted, found, wanted.nearest(pending)));
    }
    return this;
  }

  /**
   * Returns the record of the one that is meant, for further looks.
   *
   * @return the first that matches all that was said before
   */
  public ExecutionRecord execution() {
    return wanted.matches(pending).get(0);
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
    if (!wanted.matches(pending).isEmpty()) {
      return this;
    }
    long same = pending.stream().filter(record -> record.taskName().equals(task)).count();
    String why =
        pending.isEmpty()
            ? "nothing is pending at all"
            : same == 0
                ? "no %s is pending; what is:%s".formatted(task, wanted.nearest(pending))
                : "none of the %d pending is like that; the nearest:%s"
                    .formatted(same, wanted.nearest(pending));
    throw new AssertionError(
        "%sExpected a pending %s (looked at %s), but %s%s"
            .formatted(docketAssert.description(), task, wanted, why, same == 0 ? past() : ""));
  }

  /** Most often it has run before it was looked for. */
  private String past() {
    List<ExecutionRecord> past = Pending.past(docket, task);
    return past.isEmpty() ? "" : "\nNot pending any more:" + RecordText.list(past);
  }
}
