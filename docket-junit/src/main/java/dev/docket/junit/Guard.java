package dev.docket.junit;

/** What is checked of a test besides its own assertions. */
public enum Guard {
  /**
   * After the test: no Redis key of its dockets that would stay for ever, except for what every
   * docket has and for work that is pending or runs.
   */
  KEYS,

  /**
   * After the test: no thread of a worker on its dockets, so that every worker it built is closed;
   * and no platform thread that the test, one of its handlers, or a thread of theirs has made, such
   * as those of an executor that was not shut down. Each has a second's grace. It is looked at when
   * all else of the test has ended, {@code @AfterEach} and {@code @AutoClose} included; threads of
   * a test instance that all tests of a class share, when the class has ended.
   *
   * <p>A thread is known by who made it, so tests in parallel are not taken for each other. Not
   * seen are virtual threads, and what handlers of a docket make that the test built itself. Let
   * alone are what {@code @BeforeAll} makes, and what the JVM and JUnit, Lettuce, netty, Reactor,
   * Testcontainers and the like share among tests.
   */
  THREADS,

  /** After the test: no other {@code Docket} on its dockets is open, and no subscription. */
  CONNECTIONS,

  /**
   * When a task is added: its record, written to JSON and read back as a worker would, equals
   * itself.
   */
  ARGUMENTS
}
