package dev.docket.junit;

import dev.docket.Execution;
import dev.docket.ExecutionRecord;
import dev.docket.ExecutionState;
import dev.docket.ProgressState;
import dev.docket.TaskFailedException;
import java.time.Duration;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about one execution, as its record in Redis says.
 *
 * @param <R> the type of its result
 */
public final class ExecutionAssert<R> extends AbstractAssert<ExecutionAssert<R>, Execution<R>> {

  private static final Duration AT_ONCE = Duration.ZERO;

  ExecutionAssert(Execution<R> actual) {
    super(actual, ExecutionAssert.class);
  }

  /**
   * Checks that it is completed. When it failed, the failure has the stack trace of the handler.
   *
   * @return this
   */
  public ExecutionAssert<R> isCompleted() {
    ExecutionRecord record = record();
    if (record.state() == ExecutionState.FAILED) {
      failWithMessage("%s is not COMPLETED, it FAILED: %s%n%s", name(), record.error(), trace());
    }
    return hasState(ExecutionState.COMPLETED);
  }

  private String trace() {
    try {
      actual.result(AT_ONCE);
      return "";
    } catch (TaskFailedException e) {
      return Traces.of(e.stackTraceText());
    }
  }

  /**
   * Checks the state that it is in now.
   *
   * @param state the state
   * @return this
   */
  public ExecutionAssert<R> hasState(ExecutionState state) {
    ExecutionRecord record = record();
    if (record.state() != state) {
      failWithMessage("%s is not %s, it is %s", name(), state, RecordText.state(record));
    }
    return this;
  }

  /**
   * Checks that it was cancelled, or dropped by a strike or a limit.
   *
   * @return this
   */
  public ExecutionAssert<R> isCancelled() {
    return hasState(ExecutionState.CANCELLED);
  }

  /**
   * Checks that it is due later, a retry included.
   *
   * @return this
   */
  public ExecutionAssert<R> isScheduled() {
    return hasState(ExecutionState.SCHEDULED);
  }

  /**
   * Checks which worker runs it or ran it last.
   *
   * @param worker the name of the worker
   * @return this
   */
  public ExecutionAssert<R> ranOn(String worker) {
    ExecutionRecord record = record();
    if (record.worker() == null) {
      failWithMessage(
          "No worker is known of %s, expected %s; it is %s",
          name(), worker, RecordText.state(record));
    }
    if (!worker.equals(record.worker())) {
      failWithMessage("%s ran on %s, not on %s", name(), record.worker(), worker);
    }
    return this;
  }

  /**
   * Checks the progress that its handler reported last.
   *
   * @param current the steps that are done
   * @param total the steps in all
   * @return this
   */
  public ExecutionAssert<R> hasProgress(long current, long total) {
    ProgressState progress = record().progress();
    if (progress == null) {
      failWithMessage("%s has reported no progress, expected %d of %d", name(), current, total);
    } else if (progress.current() != current || progress.total() != total) {
      failWithMessage(
          "%s has the progress %d of %d, not %d of %d",
          name(), progress.current(), progress.total(), current, total);
    }
    return this;
  }

  /**
   * Checks that it failed with an error of the type or a subtype of it.
   *
   * @param type the type of the error
   * @return this
   */
  public ExecutionAssert<R> hasFailedWith(Class<? extends Throwable> type) {
    ExecutionRecord record = record();
    if (record.state() != ExecutionState.FAILED) {
      failWithMessage("%s has not failed, it is %s", name(), RecordText.state(record));
    }
    try {
      actual.result(AT_ONCE);
    } catch (TaskFailedException e) {
      if (!isA(e.errorType(), type)) {
        failWithMessage(
            "%s[%s] failed with %s, not %s:%n%s",
            actual.taskName(),
            actual.key(),
            e.errorType(),
            type.getName(),
            Traces.of(e.stackTraceText()));
      }
    }
    return this;
  }

  /**
   * Checks that it is completed with a result.
   *
   * @param expected the result
   * @return this
   */
  public ExecutionAssert<R> hasResult(@Nullable R expected) {
    isCompleted();
    R result = actual.result(AT_ONCE);
    if (!Objects.equals(result, expected)) {
      boolean alike = String.valueOf(result).equals(String.valueOf(expected));
      failWithMessage(
          "%s has the result %s, not %s",
          name(),
          alike ? typed(result) : String.valueOf(result),
          alike ? typed(expected) : String.valueOf(expected));
    }
    return this;
  }

  private static String typed(@Nullable Object value) {
    return value == null ? "null" : "%s (%s)".formatted(value, value.getClass().getName());
  }

  /**
   * Checks how many attempts it took.
   *
   * @param attempts the attempts
   * @return this
   */
  public ExecutionAssert<R> ranTimes(int attempts) {
    ExecutionRecord record = record();
    int ran = record.startedAt() == null ? record.attempt() - 1 : record.attempt();
    if (ran != attempts) {
      failWithMessage(
          "%s ran %d times, not %d; it is %s", name(), ran, attempts, RecordText.state(record));
    }
    return this;
  }

  private String name() {
    return "%s[%s]".formatted(actual.taskName(), actual.key());
  }

  private ExecutionRecord record() {
    isNotNull();
    return actual
        .record()
        .orElseThrow(
            () ->
                new AssertionError(
                    "Nothing is kept of %s[%s]".formatted(actual.taskName(), actual.key())));
  }

  private static boolean isA(String name, Class<?> wanted) {
    if (name.equals(wanted.getName())) {
      return true;
    }
    return isA(name, wanted, wanted.getClassLoader())
        || isA(name, wanted, Thread.currentThread().getContextClassLoader());
  }

  private static boolean isA(String name, Class<?> wanted, @Nullable ClassLoader loader) {
    try {
      return wanted.isAssignableFrom(Class.forName(name, false, loader));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
