package dev.docket.internal.worker;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats one action on a platform thread of its own until it is stopped. Whatever the action
 * throws is reported once per series of failures and survived with backoff and jitter; nothing but
 * {@link #stop} ends the loop.
 */
final class Loop {

  /** One pass. It waits by itself for its next turn, on a signal that stop wakes. */
  interface Action {
    void once() throws InterruptedException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(50);

  /** How often a pass that does not heed its interrupt is interrupted again. */
  private static final Duration MOMENT = Duration.ofMillis(100);

  private static final Duration FOREVER = Duration.ofDays(10_000);

  static final Duration LONGEST = Duration.ofSeconds(30);

  private final Action action;
  private final Duration backoff;
  private final Duration longest;
  private final Consumer<Throwable> disrupted;
  private final Thread thread;
  private final Signal retry = new Signal();
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile boolean stopped;

  // Written by the loop's own thread.
  private volatile int failures;
  private volatile long passed = System.nanoTime();

  Loop(String name, Duration backoff, Consumer<Throwable> disrupted, Action action) {
    this(name, backoff, LONGEST, disrupted, action);
  }

  /** backoff: the first delay after repeated failures; longest: what it grows to. */
  Loop(
      String name,
      Duration backoff,
      Duration longest,
      Consumer<Throwable> disrupted,
      Action action) {
    this.action = action;
    this.backoff = backoff;
    this.longest = longest;
    this.disrupted = disrupted;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  /** Starts the thread, if it was not started before and the loop is not stopped. Any thread. */
  Loop start() {
    if (!stopped && !started.getAndSet(true)) {
      thread.start();
    }
    return this;
  }

  /** Whether trouble has outlived the first retry. */
  boolean isFailing() {
    return failures > 1;
  }

  /** How long ago the last pass that succeeded ended. */
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - passed);
  }

  boolean isStopped() {
    return stopped;
  }

  /** Asks the loop to end after the pass that it is in. */
  void stop() {
    stopped = true;
    retry.wake();
  }

  /** Stops, and interrupts what the pass waits for. */
  void stopNow() {
    stop();
    thread.interrupt();
  }

  /** Waits for the end of the last pass. An interrupt of the caller is kept for later. */
  void join() {
    join(Duration.ZERO);
  }

  /** The same, but what the pass still waits for after so long is interrupted (zero: never). */
  void join(Duration patience) {
    if (endsWithin(patience.isZero() ? FOREVER : patience)) {
      return;
    }
    do {
      thread.interrupt();
    } while (!endsWithin(MOMENT));
  }

  /** Waits for the end of the last pass, at most so long; whether it has ended. */
  boolean endsWithin(Duration atMost) {
    long until = System.nanoTime() + atMost.toNanos();
    boolean interrupted = false;
    while (isRunning() && System.nanoTime() - until < 0) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(thread, until - System.nanoTime());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !isRunning();
  }

  private boolean isRunning() {
    return thread.isAlive() && Thread.currentThread() != thread;
  }

  private void run() {
    passed = System.nanoTime();
    while (!stopped) {
      try {
        action.once();
        failures = 0;
        passed = System.nanoTime();
      } catch (InterruptedException e) {
        LOG.debug("{} was interrupted", thread.getName());
      } catch (Throwable e) {
        if (!stopped) {
          int series = failures + 1;
          failures = series;
          report(e, series);
          pause(series);
        }
      }
    }
  }

  private void report(Throwable e, int failures) {
    if (failures == 1) {
      LOG.warn("{} met trouble, goes on: {}", thread.getName(), e.toString());
      LOG.debug("{}", thread.getName(), e);
    }
    disrupted.accept(e);
  }

  private void pause(int failures) {
    try {
      retry.await(delay(failures));
    } catch (InterruptedException e) {
      LOG.debug("{} was interrupted while it backed off", thread.getName());
    }
  }

  /** The first retry comes at once: a lost connection is mostly there again. */
  private Duration delay(int failures) {
    if (failures == 1) {
      return FIRST_RETRY;
    }
    double step = backoff.toMillis() * Math.pow(2, Math.min(failures - 2, 20));
    double jitter = ThreadLocalRandom.current().nextDouble(0.5, 1.0);
    return Duration.ofMillis((long) (Math.min(step, (double) longest.toMillis()) * jitter));
  }
}
