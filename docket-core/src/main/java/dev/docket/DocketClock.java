package dev.docket;

import java.time.Instant;

/**
 * What "now" is for schedules, retries and windows; never for leases, heartbeats and time-outs,
 * which use real time. Without one a docket uses the time of its Redis server, so that clock skew
 * between machines changes nothing. Implementations must be safe for use by several threads.
 */
public interface DocketClock {

  /**
   * Returns the present.
   *
   * @return the instant that is now
   */
  Instant now();

  /**
   * Waits until an instant has come. A test clock may jump there instead.
   *
   * @param when the instant; returns at once when it is past
   * @throws InterruptedException when the thread was interrupted while it waited
   */
  void sleepUntil(Instant when) throws InterruptedException;

  /**
   * Registers a listener that is called whenever the clock was moved by hand. A clock that only
   * ticks never calls it.
   *
   * @param listener called after the clock was moved, by the thread that moved it; must not block
   * @return ends the registration when closed
   */
  default AutoCloseable onChange(Runnable listener) {
    return () -> {};
  }
}
