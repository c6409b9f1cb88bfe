package dev.docket.junit;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** The platform threads of this JVM. */
final class LiveThreads {

  /**
   * How long threads that are about to end may take: together a second, and longer when this thread
   * does not get on either.
   */
  private static final int SLICES = 40;

  private static final Duration SLICE = Duration.ofMillis(25);

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

  /** Those of the threads that have not ended after a moment's grace for all of them. */
  static List<Thread> after(Collection<Thread> threads) {
    List<Thread> left = alive(threads);
    int slices = 0;
    while (!left.isEmpty() && slices < SLICES) {
      try {
        if (!left.getFirst().join(SLICE)) {
          slices++;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return alive(left);
      }
      left = alive(left);
    }
    return left;
  }

  private static List<Thread> alive(Collection<Thread> threads) {
    return threads.stream().filter(Thread::isAlive).toList();
  }
}
