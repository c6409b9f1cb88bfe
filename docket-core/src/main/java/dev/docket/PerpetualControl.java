package dev.docket;

import java.time.Duration;
import java.time.Instant;

/**
 * Decides how a {@link dev.docket.behavior.Perpetual} or {@link dev.docket.behavior.Cron} task goes
 * on after the run. It takes effect when the run ends; of several calls of one kind the last
 * counts. On a task that does not repeat, each method throws {@link IllegalStateException}.
 */
public interface PerpetualControl {

  /**
   * Changes the time between the starts of the runs that follow.
   *
   * @param every the new interval, not negative
   * @throws IllegalArgumentException when it is negative
   */
  void every(Duration every);

  /**
   * Changes the arguments of the next run.
   *
   * @param task a record of the same task
   * @throws IllegalArgumentException when it is of another task
   */
  void next(Object task);

  /**
   * Schedules the next run only, from the end of this one.
   *
   * @param delay the time from the end of this run; negative is at once
   */
  void after(Duration delay);

  /**
   * Schedules the next run only.
   *
   * @param when the instant, by the docket's clock
   */
  void at(Instant when);

  /** Ends the chain: this run is the last. */
  void cancel();
}
