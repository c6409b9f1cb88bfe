package dev.docket.internal.worker;

import dev.docket.Progress;
import dev.docket.internal.redis.ProgressStore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Progress of one run. What changes while a write is under way goes together in the next one. */
final class RunProgress implements Progress {

  private static final Logger LOG = LoggerFactory.getLogger(RunProgress.class);

  private final ProgressStore store;
  private final String key;
  private final long epoch;
  private final ReentrantLock lock = new ReentrantLock();
  private long current;
  private long total = 100;
  private @Nullable String message;
  private boolean changed;
  private boolean writing;

  RunProgress(ProgressStore store, String key, long epoch) {
    this.store = store;
    this.key = key;
    this.epoch = epoch;
  }

  /** Begins anew, as another delivery would. */
  void reset() {
    lock.lock();
    try {
      current = 0;
      total = 100;
      message = null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void total(long total) {
    positive("total", total);
    change(() -> this.total = total);
  }

  @Override
  public void increment() {
    increment(1);
  }

  @Override
  public void increment(long amount) {
    positive("amount", amount);
    change(() -> current += Math.min(amount, Long.MAX_VALUE - current));
  }

  @Override
  public void message(@Nullable String message) {
    change(() -> this.message = message);
  }

  /**
   * Sends what is not written yet. Sent before the settlement on the same connection, it is also
   * applied before.
   */
  void flush() {
    lock.lock();
    try {
      if (changed) {
        changed = false;
        store.write(key, epoch, current, total, message);
      }
    } catch (RuntimeException e) {
      LOG.warn("The last progress of {} could not be sent; its outcome goes on", key, e);
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed = true;
      write();
    } finally {
      lock.unlock();
    }
  }

  private void write() {
    if (writing || !changed) {
      return;
    }
    writing = true;
    changed = false;
    store.write(key, epoch, current, total, message).whenComplete((written, thrown) -> written());
  }

  private void written() {
    lock.lock();
    try {
      writing = false;
      write();
    } finally {
      lock.unlock();
    }
  }

  private static void positive(String what, long value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s is %d; it must be at least 1".formatted(what, value));
    }
  }
}
