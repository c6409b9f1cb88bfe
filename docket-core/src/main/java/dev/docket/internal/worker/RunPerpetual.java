package dev.docket.internal.worker;

import dev.docket.InvalidTaskException;
import dev.docket.PerpetualControl;
import dev.docket.behavior.Recurrence;
import dev.docket.internal.codec.Json;
import dev.docket.internal.time.Moments;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one run of a recurring task decides about the next. */
final class RunPerpetual implements PerpetualControl {

  private final @Nullable Recurrence recurrence;
  private final Class<?> type;
  private volatile @Nullable Duration every;
  private volatile @Nullable Duration delay;
  private volatile @Nullable Instant at;
  private volatile @Nullable String nextArgs;
  private volatile boolean cancelled;

  RunPerpetual(@Nullable Recurrence recurrence, Class<?> type) {
    this.recurrence = recurrence;
    this.type = type;
  }

  @Override
  public void every(Duration every) {
    required();
    if (every.isNegative()) {
      throw new InvalidTaskException(
          "every(%s) of %s: write a duration from 0 up".formatted(every, type.getSimpleName()));
    }
    this.every = every;
  }

  @Override
  public void next(Object task) {
    required();
    if (!type.isInstance(task)) {
      throw new InvalidTaskException(
          "The next run of %s needs a %s, not %s"
              .formatted(type.getSimpleName(), type.getName(), task.getClass().getName()));
    }
    nextArgs = Json.write(task);
  }

  @Override
  public void after(Duration delay) {
    required();
    this.delay = delay;
    this.at = null;
  }

  @Override
  public void at(Instant when) {
    required();
    this.at = when;
    this.delay = null;
  }

  @Override
  public void cancel() {
    required();
    cancelled = true;
  }

  /** The arguments of the next run. */
  String argsOr(String args) {
    String chosen = nextArgs;
    return chosen == null ? args : chosen;
  }

  /**
   * When it runs next, in ms since the epoch, for a run that started at one time and ended at
   * another.
   */
  Optional<String> due(Instant started, Instant ended) {
    Recurrence rhythm = recurrence;
    if (rhythm == null || cancelled) {
      return Optional.empty();
    }
    Instant chosen = at;
    Duration wait = delay;
    Duration pace = every;
    if (chosen == null && wait != null) {
      chosen = Moments.after(ended, wait);
    }
    if (chosen == null && pace != null) {
      chosen = new Recurrence.Interval(pace, false).next(started, ended);
    }
    Instant next = chosen == null ? rhythm.next(started, ended) : chosen;
    return Optional.of(Long.toString(Moments.millis(next)));
  }

  private void required() {
    if (recurrence == null) {
      throw new IllegalStateException(
          "%s does not recur; annotate it with @Perpetual or @Cron".formatted(type.getName()));
    }
  }
}
