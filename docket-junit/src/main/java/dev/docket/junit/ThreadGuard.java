package dev.docket.junit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Finds threads that a test left behind. */
final class ThreadGuard {

  private static final long GRACE_MILLIS = 1000;

  private ThreadGuard() {}

  /** Threads of Docket that still live, of which the name ends with one of the names. */
  static List<String> left(Collection<String> names) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
    List<String> left = new ArrayList<>();
    for (Thread thread : threads()) {
      String name = thread.getName();
      if (name.startsWith("docket-") && names.stream().anyMatch(owner -> isOf(owner, name))) {
        join(thread, deadline);
        if (thread.isAlive()) {
          left.add(name);
        }
      }
    }
    return left;
  }

  private static boolean isOf(String owner, String thread) {
    return thread.endsWith("-" + owner);
  }

  /** Cheaper than the stack traces of all. */
  private static List<Thread> threads() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] found = new Thread[root.activeCount() * 2 + 16];
    int count = root.enumerate(found, true);
    return Arrays.asList(found).subList(0, count);
  }

  private static void join(Thread thread, long deadline) {
    try {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left > 0) {
        thread.join(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
