package dev.docket.behavior;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Shows an argument in logs and on the dashboard. All others are shown as {@code …}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Logged {

  /**
   * Whether only the length of the value is shown, of a string, a list or a map.
   *
   * @return false by default
   */
  boolean lengthOnly() default false;
}
