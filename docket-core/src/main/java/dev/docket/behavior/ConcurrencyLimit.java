package dev.docket.behavior;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits how many executions run at once: on a component, for each value of it; on the record, for
 * the task. What is over the limit waits in order of arrival. Limits on several components must all
 * be satisfied.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface ConcurrencyLimit {

  /**
   * How many may run at once.
   *
   * @return at least 1
   */
  int max() default 1;

  /**
   * Separates or joins limits: limits with the same scope and the same value share their count.
   *
   * @return a name; empty for none
   */
  String scope() default "";
}
