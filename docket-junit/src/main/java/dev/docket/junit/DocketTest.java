package dev.docket.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@link DocketExtension} with settings, on a test class, or on a test method in the place of those
 * of its class.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
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
   * What the test clock shows when a test begins.
   *
   * @return an instant such as {@code 2030-05-01T09:00:00Z}; by default the last full second
   */
  String time() default "";

  /**
   * Where Redis comes from.
   *
   * @return the first that works by default
   */
  RedisMode redis() default RedisMode.AUTO;

  /**
   * The image of the container, such as {@code redis:7.0}, when Redis comes from one; tests that
   * name the same image share one server. Any image with {@code redis-server} and {@code redis-cli}
   * will do.
   *
   * @return the image; empty for the one in the system property {@code docket.test.image} or the
   *     variable {@code DOCKET_TEST_IMAGE}, else {@code redis:7.2-alpine}
   */
  String image() default "";

  /**
   * What Redis consists of: processes on this machine, or in a container. A given URL is taken for
   * a cluster or for Sentinels only when it names some.
   *
   * @return one server by default
   */
  Topology topology() default Topology.STANDALONE;

  /**
   * Whether each test has a Redis of its own, which it may disturb with {@link TestRedis}. It costs
   * a tenth of a second for each test, with containers more than one.
   *
   * @return false by default: all tests of the JVM share one
   */
  boolean ownRedis() default false;

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
   * Whether anything is guarded.
   *
   * @return true by default; false switches all guards off
   */
  boolean guards() default true;

  /**
   * Which guards are off; {@link WithoutGuards} does it for one test.
   *
   * @return none by default
   */
  Guard[] withoutGuards() default {};

  /**
   * What it means that work is pending when a test ends.
   *
   * @return nothing by default
   */
  Leftovers leftovers() default Leftovers.ALLOW;

  /**
   * After how much real time in which nothing starts or ends a wait for a worker is given up: a
   * call of a {@link TestWorker}, and of a worker that is injected or built by the test one that
   * runs it until it has finished, stops or closes it.
   *
   * @return a duration such as {@code 20s}, the default: longer than it takes until the work of a
   *     crashed worker is redelivered
   */
  String hangAfter() default "20s";
}
