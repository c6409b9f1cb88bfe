package dev.docket.behavior;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs a task again when its handler failed, after a fixed delay. Excludes {@link
 * ExponentialRetry}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Retry {

  /** For {@link #attempts}: until it succeeds. */
  int FOREVER = Integer.MAX_VALUE;

  /**
   * How often the task is tried in all, the first time included.
   *
   * @return at least 1
   */
  int attempts() default 3;

  /**
   * The time from a failure to the next attempt.
   *
   * @return a duration; {@code 0s} for at once
   */
  String delay() default "5s";

  /**
   * Errors that fail the execution at once; subclasses included.
   *
   * @return the types, none by default
   */
  Class<? extends Throwable>[] noRetryOn() default {};
}
