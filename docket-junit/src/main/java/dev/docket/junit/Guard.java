package dev.docket.junit;

/** What is checked of a test besides its own assertions. */
public enum Guard {
  /**
   * After the test: no Redis key of its dockets that would stay for ever, except for what every
   * docket has and for work that is pending or runs.
   */
  KEYS,

  /** After the test: no thread of a worker on its dockets; so every worker it built is closed. */
  THREADS,

  /** After the test: no other {@code Docket} on its dockets is open, and no subscription. */
  CONNECTIONS,

  /**
   * When a task is added: its record, written to JSON and read back as a worker would, equals
   * itself.
   */
  ARGUMENTS
}
