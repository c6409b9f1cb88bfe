package dev.docket.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Switches off guards for one test, or for all tests of a class. */
@Documented
@Inherited
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface WithoutGuards {
  /**
   * Which ones.
   *
   * @return all by default
   */
  Guard[] value() default {Guard.KEYS, Guard.THREADS, Guard.CONNECTIONS, Guard.ARGUMENTS};
}
