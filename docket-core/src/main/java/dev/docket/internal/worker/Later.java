package dev.docket.internal.worker;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Something brief that is done once a time has passed, unless it is called off before, as mostly it
 * is. One platform thread waits for all of them in the process, and goes when there are none: the
 * common pool would not do, because handlers may keep it busy.
 */
final class Later {

  private static final ScheduledThreadPoolExecutor WAITING = waiting();

  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock.
  private @Nullable Future<?> due;
  private boolean calledOff;

  void after(Duration delay, Runnable action) {
    lock.lock();
    try {
      due = calledOff ? null : WAITING.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      lock.unlock();
    }
  }

  /** For good: also when it comes before there is anything to call off. */
  void callOff() {
    lock.lock();
    try {
      calledOff = true;
      if (due != null) {
        due.cancel(false);
      }
    } finally {
      lock.unlock();
    }
  }

  private static ScheduledThreadPoolExecutor waiting() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().daemon().name("docket-later").unstarted(task));
    executor.setRemoveOnCancelPolicy(true);
    executor.setKeepAliveTime(10, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}
