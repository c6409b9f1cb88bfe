package dev.docket.internal.worker;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a worker runs at the moment. A run has a permit until its handler is done, and is in here
 * until Redis has its outcome, or has it back. Safe for use by several threads; one drains, one
 * waits for the worker to be idle.
 */
final class Runs {

  private static final long SHORT_NANOS = Duration.ofMillis(2).toNanos();
  private static final long LONG_NANOS = Duration.ofMillis(50).toNanos();

  private final Semaphore permits;
  private final Map<String, Run> bySid = new ConcurrentHashMap<>();
  private final AtomicInteger settling = new AtomicInteger();
  // A moving average. That one of two updates at the same time is lost does no harm.
  private final AtomicLong usualNanos = new AtomicLong(LONG_NANOS);
  private final Signal ended = new Signal();
  private final Signal idle = new Signal();

  Runs(int permits) {
    this.permits = new Semaphore(permits);
  }

  /** For each run that may start. Who takes one frees it, or starts a run with it. */
  Semaphore permits() {
    return permits;
  }

  void started(Run run) {
    bySid.put(run.delivery().sid(), run);
  }

  /** The handler is done: its permit is free at once, before the outcome is written. */
  void left(long nanos) {
    permits.release();
    long usual = usualNanos.get();
    usualNanos.lazySet(usual + (Math.min(nanos, LONG_NANOS) - usual) / 8);
    settling.incrementAndGet();
  }

  /** Whether handlers have lately been done within a millisecond or two. */
  boolean areShort() {
    return usualNanos.get() < SHORT_NANOS;
  }

  /** Handlers that are not done yet may take long, whatever the last ones did. */
  void mayBeLong() {
    usualNanos.set(LONG_NANOS);
  }

  /** Redis has the outcome. */
  void settled(Run run) {
    bySid.remove(run.delivery().sid());
    settling.decrementAndGet();
    ended.wake();
    if (bySid.isEmpty()) {
      idle.wake();
    }
  }

  /** Redis has it back, without an outcome. */
  void handedBack(Run run) {
    permits.release();
    bySid.remove(run.delivery().sid());
    ended.wake();
  }

  /** As if none had been started. */
  void forget() {
    bySid.clear();
  }

  Collection<Run> all() {
    return bySid.values();
  }

  int size() {
    return bySid.size();
  }

  /** How many handlers are not done. */
  int handlers() {
    return bySid.size() - settling.get();
  }

  /** Whether the message runs here, or its outcome is under way. */
  boolean knows(String sid) {
    return bySid.containsKey(sid);
  }

  boolean isIdle() {
    return bySid.isEmpty();
  }

  /** Whether none is left, or the last one ends within so long. */
  boolean idlesWithin(Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    for (long left = atMost.toNanos(); !isIdle() && left > 0; left = until - System.nanoTime()) {
      idle.await(Duration.ofNanos(left));
    }
    return isIdle();
  }

  /** Woken when a run has ended for Redis too; for who drains. */
  Signal ended() {
    return ended;
  }
}
