package dev.docket.internal.worker;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** How often the executions of some keys may still start. */
final class RunBudget {

  private final Map<String, Integer> left;
  private final ReentrantLock lock = new ReentrantLock();

  RunBudget(Map<String, Integer> runsByKey) {
    this.left = new HashMap<>(runsByKey);
  }

  Set<String> keys() {
    return Set.copyOf(left.keySet());
  }

  boolean isSpent(String key) {
    lock.lock();
    try {
      return left.getOrDefault(key, 1) <= 0;
    } finally {
      lock.unlock();
    }
  }

  void started(String key) {
    lock.lock();
    try {
      left.computeIfPresent(key, (name, runs) -> runs - 1);
    } finally {
      lock.unlock();
    }
  }
}
