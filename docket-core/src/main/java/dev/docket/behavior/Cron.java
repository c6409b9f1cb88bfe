package dev.docket.behavior;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs a task at the times of a cron expression. A run that outlasts its period does not pile up.
 * Excludes {@link Perpetual}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Cron {

  /**
   * The times: minute, hour, day of month, month, day of week; or {@code @hourly}, {@code @daily},
   * {@code @midnight}, {@code @weekly}, {@code @monthly}, {@code @yearly}, {@code @annually}.
   *
   * <p>When clocks go forward, a time of day that is skipped fires at the moment of the change;
   * when they go back, one that comes twice fires the first time only. An expression with a {@code
   * *} in its minute or hour follows the clock on the wall instead: it fires nothing for times that
   * are skipped, and again for times that come twice.
   *
   * @return the expression
   */
  String value();

  /**
   * The time zone in which the expression is read, such as {@code Europe/Paris}.
   *
   * @return the identifier of the zone
   */
  String zone() default "UTC";

  /**
   * Whether workers put the task on the docket by themselves, under its name as key. Such a task is
   * a record without components.
   *
   * @return true by default
   */
  boolean automatic() default true;
}
