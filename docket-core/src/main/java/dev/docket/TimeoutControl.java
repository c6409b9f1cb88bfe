package dev.docket;

import java.time.Duration;

/**
 * Moves the deadline that {@link dev.docket.behavior.Timeout} gives a run. Time-outs use real time.
 * On a task without a time-out there is no deadline to move.
 */
public interface TimeoutControl {

  /**
   * Moves the deadline by the whole time-out of the task.
   *
   * @throws IllegalStateException when the task has no time-out
   */
  void extend();

  /**
   * Moves the deadline.
   *
   * @param by how much later; positive
   * @throws IllegalArgumentException when it is not positive
   * @throws IllegalStateException when the task has no time-out
   */
  void extend(Duration by);

  /**
   * Returns the time until the deadline.
   *
   * @return the time left, zero when the deadline has passed
   * @throws IllegalStateException when the task has no time-out
   */
  Duration remaining();
}
