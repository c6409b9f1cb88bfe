package dev.docket.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tells several injected dockets or workers of one test apart. A worker belongs to the docket of
 * the same name if the same method asks for one or the test has one already, else to the docket
 * without a name.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Named {
  /**
   * The name.
   *
   * @return any text
   */
  String value();
}
