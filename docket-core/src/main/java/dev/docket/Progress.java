package dev.docket;

import org.jspecify.annotations.Nullable;

/**
 * Reports how far a running execution has come. Safe for use by several threads. Reports are
 * advisory: trouble with Redis does not fail the run.
 */
public interface Progress {

  /**
   * Sets the number of steps in all. Until then it is 100.
   *
   * @param total at least 1
   * @throws IllegalArgumentException when it is below 1
   */
  void total(long total);

  /** Reports one more step as done. */
  void increment();

  /**
   * Reports more steps as done.
   *
   * @param amount the number of steps, at least 1
   * @throws IllegalArgumentException when it is below 1
   */
  void increment(long amount);

  /**
   * Says what the execution does now.
   *
   * @param message a short text for people; null removes it
   */
  void message(@Nullable String message);
}
