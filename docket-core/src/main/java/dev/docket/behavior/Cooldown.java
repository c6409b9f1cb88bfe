package dev.docket.behavior;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs the first execution and cancels those that follow within a window: on a component, for each
 * value of it; on the record, for the task.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Cooldown {

  /**
   * How long nothing more runs after a start.
   *
   * @return a positive duration; 30 seconds by default
   */
  String value() default "30s";

  /**
   * Separates or joins limits: limits with the same scope and the same value share their count.
   *
   * @return a name; empty for none
   */
  String scope() default "";
}
