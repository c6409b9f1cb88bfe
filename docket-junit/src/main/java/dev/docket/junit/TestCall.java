package dev.docket.junit;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The call that a {@link TestTaskContext} is about.
 *
 * @param type the record of the task, when it is known
 */
record TestCall(
    String key,
    String taskName,
    int attempt,
    Instant when,
    boolean redelivered,
    Map<String, Object> arguments,
    @Nullable Duration timeout,
    boolean recurs,
    @Nullable Class<?> type,
    Map<Class<?>, Object> provided) {

  TestCall {
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    provided = Map.copyOf(provided);
  }

  static TestCall of(String taskName, Instant when, @Nullable Duration timeout) {
    return new TestCall(
        "test-key", taskName, 1, when, false, Map.of(), timeout, true, null, Map.of());
  }

  TestCall withKey(String key) {
    return new TestCall(
        key, taskName, attempt, when, redelivered, arguments, timeout, recurs, type, provided);
  }

  TestCall withAttempt(int attempt) {
    return new TestCall(
        key, taskName, attempt, when, redelivered, arguments, timeout, recurs, type, provided);
  }

  TestCall withWhen(Instant when) {
    return new TestCall(
        key, taskName, attempt, when, redelivered, arguments, timeout, recurs, type, provided);
  }

  TestCall withRedelivery() {
    return new TestCall(
        key, taskName, attempt, when, true, arguments, timeout, recurs, type, provided);
  }

  TestCall with(Map<String, Object> arguments) {
    return new TestCall(
        key, taskName, attempt, when, redelivered, arguments, timeout, recurs, type, provided);
  }

  TestCall withTimeout(@Nullable Duration timeout) {
    return new TestCall(
        key, taskName, attempt, when, redelivered, arguments, timeout, recurs, type, provided);
  }

  TestCall with(Class<?> type, boolean recurs) {
    return new TestCall(
        key, taskName, attempt, when, redelivered, arguments, timeout, recurs, type, provided);
  }

  TestCall with(Class<?> service, Object object) {
    Map<Class<?>, Object> more = new HashMap<>(provided);
    more.put(service, object);
    return new TestCall(
        key, taskName, attempt, when, redelivered, arguments, timeout, recurs, type, more);
  }
}
