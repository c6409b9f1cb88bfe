package dev.docket.behavior;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits how many executions start within a sliding window: on a component, for each value of it;
 * on the record, for the task.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface RateLimit {

  /**
   * How many may start in the window.
   *
   * @return at least 1; 10 by default
   */
  int max() default 10;

  /**
   * The length of the sliding window.
   *
   * @return a positive duration; a minute by default
   */
  String per() default "1m";

  /**
   * Whether what is over the limit is cancelled rather than put off.
   *
   * @return false by default
   */
  boolean drop() default false;

  /**
   * Separates or joins limits: limits with the same scope and the same value share their count.
   *
   * @return a name; empty for none
   */
  String scope() default "";
}
