package dev.docket.behavior;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and after which delays a task is tried.
 *
 * @param attempts how often in all, at least 1; {@link Retry#FOREVER} for until it succeeds
 * @param minimumDelay the delay before the second attempt
 * @param maximumDelay the longest delay; delays double from the minimum up to it
 * @param jitter the share by which each delay is varied at random, from 0 to 1
 * @param noRetryOn errors that are not retried, subclasses included
 */
public record RetryPolicy(
    int attempts,
    Duration minimumDelay,
    Duration maximumDelay,
    double jitter,
    List<Class<? extends Throwable>> noRetryOn) {

  private static final RetryPolicy ONCE =
      new RetryPolicy(1, Duration.ZERO, Duration.ZERO, 0, List.of());

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException when one is out of its range
   */
  public RetryPolicy {
    if (attempts < 1) {
      throw new IllegalArgumentException(
          "attempts is " + attempts + "; write at least 1, the first attempt included");
    }
    if (minimumDelay.isNegative()) {
      throw new IllegalArgumentException("the delay " + minimumDelay + " is negative");
    }
    if (maximumDelay.compareTo(minimumDelay) < 0) {
      throw new IllegalArgumentException(
          "maximumDelay " + maximumDelay + " is below minimumDelay " + minimumDelay);
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("jitter is " + jitter + "; write a share from 0 to 1");
    }
    noRetryOn = List.copyOf(noRetryOn);
  }

  /**
   * Returns the policy of a task that is not retried.
   *
   * @return a policy with one attempt
   */
  public static RetryPolicy once() {
    return ONCE;
  }

  /**
   * Returns a policy with the same delay each time.
   *
   * @param attempts how often in all, at least 1
   * @param delay the time from a failure to the next attempt
   * @return the policy
   * @throws IllegalArgumentException when a number is out of its range
   */
  public static RetryPolicy fixed(int attempts, Duration delay) {
    return new RetryPolicy(attempts, delay, delay, 0, List.of());
  }

  /**
   * Returns the delay before the next attempt.
   *
   * @param attempt the attempt that failed: 1, 2, …
   * @return the delay, with jitter; zero for at once
   */
  public Duration delayAfter(int attempt) {
    Duration delay = minimumDelay;
    for (int doubled = 1; doubled < attempt && grows(delay); doubled++) {
      delay = delay.compareTo(maximumDelay.dividedBy(2)) > 0 ? maximumDelay : delay.multipliedBy(2);
    }
    if (jitter == 0) {
      return delay;
    }
    double factor = 1 + jitter * (2 * ThreadLocalRandom.current().nextDouble() - 1);
    return Duration.ofMillis(Math.round(delay.toMillis() * factor));
  }

  private boolean grows(Duration delay) {
    return !delay.isZero() && delay.compareTo(maximumDelay) < 0;
  }

  /**
   * Tells whether an error is worth another attempt.
   *
   * @param error what the handler threw
   * @return false when it is of a type that is not retried
   */
  public boolean retries(Throwable error) {
    return noRetryOn.stream().noneMatch(type -> type.isInstance(error));
  }

  /**
   * Tells whether attempts are left.
   *
   * @param attempt the attempt that failed: 1, 2, …
   * @return true when another may follow
   */
  public boolean allowsAfter(int attempt) {
    return attempts == Retry.FOREVER || attempt < attempts;
  }

  /**
   * Returns the same policy with errors that are not retried.
   *
   * @param types the errors, subclasses included
   * @return a copy
   */
  public RetryPolicy withNoRetryOn(List<Class<? extends Throwable>> types) {
    return new RetryPolicy(attempts, minimumDelay, maximumDelay, jitter, types);
  }
}
