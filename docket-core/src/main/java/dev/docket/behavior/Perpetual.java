package dev.docket.behavior;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Schedules a task again whenever it has run, whether it succeeded or failed: one interval after
 * the start of the run, and at once when the run took longer. Excludes {@link Cron}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Perpetual {

  /**
   * The time from one start to the next.
   *
   * @return a duration; 5 minutes by default
   */
  String every() default "5m";

  /**
   * Whether workers put the task on the docket by themselves, under its name as key. Such a task is
   * a record without components.
   *
   * @return false by default
   */
  boolean automatic() default false;
}
