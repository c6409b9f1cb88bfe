package dev.docket.junit;

import java.util.ArrayList;
import java.util.List;

/** Fails a test that left threads of an injected worker behind. */
final class ThreadGuard {

  private static final long GRACE_MILLIS = 1000;

  private ThreadGuard() {}

  /** Looks for threads whose name holds the id of the test's workers. */
  static void check(String workerId) {
    List<String> left = new ArrayList<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("docket-") && thread.getName().contains(workerId)) {
        join(thread);
        if (thread.isAlive()) {
          left.add(thread.getName());
        }
      }
    }
    if (!left.isEmpty()) {
      throw new AssertionError("The test left threads behind: " + left);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(GRACE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
