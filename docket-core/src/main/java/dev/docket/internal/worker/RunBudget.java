package dev.docket.internal.worker;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How much a worker may still start: by key, in all, and due until when. Safe for use by several
 * threads.
 */
public final class RunBudget {

  private final Map<String, Integer> leftByKey;
  private final @Nullable Instant horizon;
  private final boolean bounded;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock.
  private final Set<String> untouched = new HashSet<>();
  private int left;

  private RunBudget(Map<String, Integer> leftByKey, int left, @Nullable Instant horizon) {
    this.leftByKey = new HashMap<>(leftByKey);
    this.left = left;
    this.horizon = horizon;
    this.bounded = horizon != null || left < Integer.MAX_VALUE;
  }

  /** Whatever there is. */
  public static RunBudget unlimited() {
    return ofKeys(Map.of());
  }

  /** So many runs of some keys, all others. */
  public static RunBudget ofKeys(Map<String, Integer> runsByKey) {
    return new RunBudget(runsByKey, Integer.MAX_VALUE, null);
  }

  /** So many runs in all. */
  public static RunBudget ofRuns(int runs) {
    return new RunBudget(Map.of(), runs, null);
  }

  /** Nothing that is due after an instant. */
  public static RunBudget until(Instant horizon) {
    return new RunBudget(Map.of(), Integer.MAX_VALUE, horizon);
  }

  /** Whether it comes to an end by itself, however often something repeats itself. */
  boolean isBounded() {
    return bounded;
  }

  Set<String> keys() {
    return Set.copyOf(leftByKey.keySet());
  }

  boolean isSpent(String key) {
    lock.lock();
    try {
      return leftByKey.getOrDefault(key, 1) <= 0;
    } finally {
      lock.unlock();
    }
  }

  /** How many runs of any key may still start. */
  int left() {
    lock.lock();
    try {
      return left;
    } finally {
      lock.unlock();
    }
  }

  /** The latest due time that is meant; null for any. */
  @Nullable Instant horizon() {
    return horizon;
  }

  /** Whether what is due at an instant is still meant. */
  boolean reaches(Instant due) {
    return horizon == null || !due.isAfter(horizon);
  }

  /** A delivery that is not meant: the worker keeps it as it is until it takes its leave. */
  void leave(String sid) {
    lock.lock();
    try {
      untouched.add(sid);
    } finally {
      lock.unlock();
    }
  }

  /** How many deliveries wait for the worker's leave. */
  int untouched() {
    lock.lock();
    try {
      return untouched.size();
    } finally {
      lock.unlock();
    }
  }

  void started(String key) {
    lock.lock();
    try {
      left--;
      leftByKey.computeIfPresent(key, (name, runs) -> runs - 1);
    } finally {
      lock.unlock();
    }
  }
}
