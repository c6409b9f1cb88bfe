package dev.docket.junit;

import dev.docket.InvalidTaskException;
import dev.docket.PerpetualControl;
import dev.docket.junit.TestTaskContext.NextRun;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Decisions about the next run that are kept instead of taken. */
final class RecordedPerpetual implements PerpetualControl {

  private final String taskName;
  private final boolean recurs;
  private final @Nullable Class<?> type;
  private final AtomicReference<NextRun> decided =
      new AtomicReference<>(new NextRun(null, null, null, null, false));

  RecordedPerpetual(String taskName, boolean recurs, @Nullable Class<?> type) {
    this.taskName = taskName;
    this.recurs = recurs;
    this.type = type;
  }

  @Override
  public void every(Duration every) {
    if (every.isNegative()) {
      throw new IllegalArgumentException("every(%s): it must not be negative".formatted(every));
    }
    decide(d -> new NextRun(every, d.task(), d.after(), d.at(), d.cancelled()));
  }

  @Override
  public void next(Object task) {
    if (type != null && !type.isInstance(task)) {
      throw new InvalidTaskException(
          "The next run of %s needs a %s, not %s"
              .formatted(taskName, type.getName(), task.getClass().getName()));
    }
    decide(d -> new NextRun(d.every(), task, d.after(), d.at(), d.cancelled()));
  }

  @Override
  public void after(Duration delay) {
    decide(d -> new NextRun(d.every(), d.task(), delay, null, d.cancelled()));
  }

  @Override
  public void at(Instant when) {
    decide(d -> new NextRun(d.every(), d.task(), null, when, d.cancelled()));
  }

  @Override
  public void cancel() {
    decide(d -> new NextRun(d.every(), d.task(), d.after(), d.at(), true));
  }

  NextRun nextRun() {
    return decided.get();
  }

  private void decide(UnaryOperator<NextRun> decision) {
    if (!recurs) {
      throw new IllegalStateException(
          "%s does not recur; annotate it with @Perpetual or @Cron".formatted(taskName));
    }
    decided.updateAndGet(decision);
  }
}
