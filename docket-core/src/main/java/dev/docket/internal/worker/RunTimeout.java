package dev.docket.internal.worker;

import dev.docket.TimeoutControl;
import dev.docket.internal.time.Moments;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The time-out of one run, in real time. */
final class RunTimeout implements TimeoutControl {

  private static final long LONGEST = Duration.ofDays(36_500).toNanos();

  private final @Nullable Duration base;
  private final ScheduledExecutorService timer;
  private final Runnable onTimeout;
  private final ReentrantLock lock = new ReentrantLock();
  private long deadline;
  private @Nullable ScheduledFuture<?> alarm;

  RunTimeout(@Nullable Duration base, ScheduledExecutorService timer, Runnable onTimeout) {
    this.base = base;
    this.timer = timer;
    this.onTimeout = onTimeout;
  }

  /** The one thread on which all time-outs of a worker go off. */
  static ScheduledExecutorService newTimer(String worker) {
    return Executors.newSingleThreadScheduledExecutor(
        task -> Thread.ofPlatform().daemon().name("docket-timer-" + worker).unstarted(task));
  }

  void start() {
    if (base != null) {
      lock.lock();
      try {
        setAlarm(countable(base));
      } finally {
        lock.unlock();
      }
    }
  }

  void stop() {
    lock.lock();
    try {
      if (alarm != null) {
        alarm.cancel(false);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void extend() {
    extend(required());
  }

  @Override
  public void extend(Duration by) {
    required();
    if (!by.isPositive()) {
      throw new IllegalArgumentException(
          "The deadline moves by %s; it must be positive".formatted(by));
    }
    lock.lock();
    try {
      setAlarm(Math.max(0, deadline - System.nanoTime()) + countable(by));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Duration remaining() {
    required();
    lock.lock();
    try {
      return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    } finally {
      lock.unlock();
    }
  }

  Duration required() {
    if (base == null) {
      throw new IllegalStateException(
          "The task has no time-out; annotate its record with @Timeout");
    }
    return base;
  }

  private void setAlarm(long nanos) {
    if (alarm != null) {
      alarm.cancel(false);
    }
    long left = Math.min(nanos, LONGEST);
    deadline = System.nanoTime() + left;
    alarm = timer.schedule(onTimeout, left, TimeUnit.NANOSECONDS);
  }

  /** Two of them can be added. */
  private static long countable(Duration duration) {
    return Math.min(Moments.nanos(duration), LONGEST);
  }
}
