package dev.docket.junit;

import java.util.List;

/** Finds threads of workers and dockets that a test left behind. */
final class ThreadGuard {

  private ThreadGuard() {}

  /** The names of Docket's threads that still live, of the worker or docket of that name. */
  static List<String> left(String owner) {
    List<Thread> suspects =
        LiveThreads.all().stream()
            .filter(thread -> thread.getName().startsWith("docket-"))
            .filter(thread -> thread.getName().endsWith("-" + owner))
            .toList();
    return LiveThreads.after(suspects).stream().map(Thread::getName).toList();
  }
}
