package dev.docket.junit;

/** What "now" is for a test. */
public enum ClockMode {
  /**
   * A {@link TestClock}: time passes when the test says so, or when a worker has nothing else to
   * do.
   */
  VIRTUAL,
  /** The time of the Redis server. */
  REAL
}
