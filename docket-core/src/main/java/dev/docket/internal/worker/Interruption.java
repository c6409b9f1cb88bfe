package dev.docket.internal.worker;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Interrupts the handler of one run while it runs, and only then; remembers the first reason. */
final class Interruption {

  /** Why a handler is interrupted. */
  enum Reason {
    CANCEL,
    TIMEOUT,
    DRAIN,
    CRASH
  }

  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Thread handler;
  private volatile @Nullable Reason reason;

  @Nullable Reason reason() {
    return reason;
  }

  void enter() {
    lock.lock();
    try {
      handler = Thread.currentThread();
      if (reason != null) {
        Thread.currentThread().interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /** After this no interrupt comes, and none is pending. */
  void leave() {
    lock.lock();
    try {
      handler = null;
      Thread.interrupted();
    } finally {
      lock.unlock();
    }
  }

  void interrupt(Reason why) {
    lock.lock();
    try {
      if (reason == null) {
        reason = why;
        if (handler != null) {
          handler.interrupt();
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
