package dev.docket.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@link DocketExtension} with settings, on a test class. */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(DocketExtension.class)
public @interface DocketTest {
  /**
   * What "now" is.
   *
   * @return virtual by default
   */
  ClockMode clock() default ClockMode.VIRTUAL;

  /**
   * Where Redis comes from.
   *
   * @return the first that works by default
   */
  RedisMode redis() default RedisMode.AUTO;

  /**
   * The image of a container.
   *
   * @return the image; empty for the default
   */
  String image() default "";

  /**
   * How many executions an injected worker runs at once.
   *
   * @return 10 by default
   */
  int concurrency() default 10;

  /**
   * Classes with {@code @Handles} methods and a constructor without parameters; one of each is
   * registered on every injected docket.
   *
   * @return none by default
   */
  Class<?>[] handlers() default {};

  /**
   * Whether a test fails that leaves threads of a worker behind.
   *
   * @return true by default
   */
  boolean guards() default true;
}
