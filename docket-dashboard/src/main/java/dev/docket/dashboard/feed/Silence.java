package dev.docket.dashboard.feed;

import java.time.Duration;

/**
 * How long Redis has owed an answer. Written by the thread that reads and by the first who watches,
 * read by any.
 */
final class Silence {

  /** A read that fails at once says itself why. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private volatile boolean asking;
  private volatile long askedAt;
  private volatile long answeredAt = System.nanoTime();

  /** Nobody has asked for a while, so there was nothing to answer. */
  void forget() {
    answeredAt = System.nanoTime();
  }

  void asks() {
    askedAt = System.nanoTime();
    asking = true;
  }

  void answered() {
    asking = false;
    answeredAt = System.nanoTime();
  }

  void gaveUp() {
    asking = false;
  }

  /** Since the last answer; zero while none is waited for. */
  Duration lasts() {
    long now = System.nanoTime();
    boolean waits = asking && now - askedAt >= PATIENCE.toNanos();
    return waits ? Duration.ofNanos(now - answeredAt) : Duration.ZERO;
  }
}
