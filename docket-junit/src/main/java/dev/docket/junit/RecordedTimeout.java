package dev.docket.junit;

import dev.docket.TimeoutControl;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A time-out of which no time passes. */
final class RecordedTimeout implements TimeoutControl {

  private final String taskName;
  private final @Nullable Duration timeout;
  private final List<Duration> extensions = new CopyOnWriteArrayList<>();

  RecordedTimeout(String taskName, @Nullable Duration timeout) {
    this.taskName = taskName;
    this.timeout = timeout;
  }

  @Override
  public void extend() {
    extend(required());
  }

  @Override
  public void extend(Duration by) {
    required();
    if (by.isNegative() || by.isZero()) {
      throw new IllegalArgumentException(
          "extend(%s): a time-out is extended by a positive time".formatted(by));
    }
    extensions.add(by);
  }

  @Override
  public Duration remaining() {
    return extensions.stream().reduce(required(), Duration::plus);
  }

  List<Duration> extensions() {
    return List.copyOf(extensions);
  }

  private Duration required() {
    if (timeout == null) {
      throw new IllegalStateException(
          "The task %s has no time-out; annotate its record with @Timeout".formatted(taskName));
    }
    return timeout;
  }
}
