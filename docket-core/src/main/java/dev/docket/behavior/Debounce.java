package dev.docket.behavior;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs once after a quiet period, with the arguments of the last submission: on a component, for
 * each value of it; on the record, for the task. At most one for each task.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Debounce {

  /**
   * How long nothing may be added before the task runs.
   *
   * @return a positive duration; 5 seconds by default
   */
  String value() default "5s";

  /**
   * Separates or joins limits: limits with the same scope and the same value share their count.
   *
   * @return a name; empty for none
   */
  String scope() default "";
}
