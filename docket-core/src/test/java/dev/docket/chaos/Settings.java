package dev.docket.chaos;

import java.time.Duration;

/** What driver, workers and producers must agree on. Short, so that a minute holds many leases. */
final class Settings {

  static final String DOCKET = "chaos";
  static final Duration HEARTBEAT = Duration.ofMillis(500);
  static final int MISSED = 6;

  /** After which a silent worker counts as dead, and what it ran is redelivered. */
  static final Duration SILENCE = HEARTBEAT.multipliedBy(MISSED);

  /** After which a delivery or a slot that nobody renews lapses. */
  static final Duration LEASE = Duration.ofSeconds(8);

  /**
   * A pause from which on a worker may count as dead: its last heartbeat was up to one interval old
   * when the pause began, and one more may pass before it beats again.
   */
  static final Duration LONG_PAUSE = SILENCE.minus(HEARTBEAT.multipliedBy(2));

  static final int CONCURRENCY = 8;

  private Settings() {}
}
