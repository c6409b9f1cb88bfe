package dev.docket;

import java.io.Serial;
import java.time.Duration;
import java.time.Instant;

/**
 * Asks for another attempt at a chosen time. A handler throws it; it uses up one of the task's
 * attempts, and the execution fails with it when none is left.
 *
 * <pre>{@code
 * throw RetryLater.after(Duration.ofMinutes(1));
 * }</pre>
 */
public final class RetryLater extends DocketException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Schedule schedule;

  private RetryLater(String message, Schedule schedule) {
    super(message);
    this.schedule = schedule;
  }

  /**
   * Asks for another attempt after a delay.
   *
   * @param delay the time from the end of this run; negative is at once
   * @return the exception to throw
   */
  public static RetryLater after(Duration delay) {
    return new RetryLater("asked for a retry after " + delay, Schedule.in(delay));
  }

  /**
   * Asks for another attempt at an instant.
   *
   * @param when the instant, by the docket's clock; one in the past is at once
   * @return the exception to throw
   */
  public static RetryLater at(Instant when) {
    return new RetryLater("asked for a retry at " + when, Schedule.at(when));
  }

  /**
   * Returns when the next attempt is wanted.
   *
   * @return a schedule without a key, with a delay or an instant
   */
  public Schedule schedule() {
    return schedule;
  }
}
