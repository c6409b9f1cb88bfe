package dev.docket.behavior;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Interrupts the handler of a task when a run takes longer. The run has failed then, and is retried
 * like any other. Time-outs use real time.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Timeout {

  /**
   * How long a run may take.
   *
   * @return a positive duration
   */
  String value();
}
