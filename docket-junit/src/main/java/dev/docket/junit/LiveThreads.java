package dev.docket.junit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The platform threads of this JVM. */
final class LiveThreads {

  /** How long a thread that is about to end may take. */
  static final Duration GRACE = Duration.ofSeconds(1);

  private LiveThreads() {}

  /** Cheaper than the stack traces of all. */
  static List<Thread> all() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] found = new Thread[root.activeCount() * 2 + 16];
    int count = root.enumerate(found, true);
    return Arrays.asList(found).subList(0, count);
  }

  /** Those of the threads that have not ended when the grace for all of them is over. */
  static List<Thread> after(Duration grace, Collection<Thread> threads) {
    long deadline = System.nanoTime() + grace.toNanos();
    List<Thread> left = new ArrayList<>();
    for (Thread thread : threads) {
      join(thread, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
      if (thread.isAlive()) {
        left.add(thread);
      }
    }
    return left;
  }

  private static void join(Thread thread, long millis) {
    try {
      if (millis > 0) {
        thread.join(millis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
