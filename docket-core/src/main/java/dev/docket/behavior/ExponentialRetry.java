package dev.docket.behavior;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs a task again when its handler failed, after delays that double: the delay before attempt n+1
 * is {@code min(minimumDelay * 2^(n-1), maximumDelay)}. Excludes {@link Retry}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ExponentialRetry {

  /**
   * How often the task is tried in all, the first time included; {@link Retry#FOREVER} for until it
   * succeeds.
   *
   * @return at least 1
   */
  int attempts() default 5;

  /**
   * The delay before the second attempt.
   *
   * @return a duration
   */
  String minimumDelay() default "1s";

  /**
   * The longest delay.
   *
   * @return a duration, not below {@link #minimumDelay}
   */
  String maximumDelay() default "64s";

  /**
   * The share of each delay by which it is varied at random, so that what failed together does not
   * come back together: 0.1 is ten percent less to ten percent more.
   *
   * @return from 0 to 1
   */
  double jitter() default 0.0;

  /**
   * Errors that fail the execution at once; subclasses included.
   *
   * @return the types, none by default
   */
  Class<? extends Throwable>[] noRetryOn() default {};
}
