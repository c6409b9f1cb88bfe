package dev.docket.junit;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Threads that are no test's own although a test may be the first to need them: those of the JVM,
 * of JUnit and who runs it, and of libraries that keep them for the whole JVM.
 */
final class SharedThreads {

  private static final StackWalker STACK = StackWalker.getInstance();

  /** Of the JDK, by which others make their threads. */
  private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

  private static final String DELAYER = "java.util.concurrent.CompletableFuture$Delayer";

  private static final List<String> LIBRARIES =
      List.of(
          "org.junit.platform.",
          "org.apache.maven.",
          "org.gradle.",
          "com.intellij.",
          "dev.docket.internal.",
          "io.lettuce.",
          "io.netty.",
          "reactor.core.",
          "kotlinx.coroutines.",
          "okhttp3.",
          "org.awaitility.",
          "org.rnorth.",
          "io.opentelemetry.",
          "org.testcontainers.",
          "com.github.dockerjava.");

  private static final Set<String> GROUPS =
      Set.of("system", "InnocuousThreadGroup", "CarrierThreads");

  private static final List<String> NAMES =
      List.of("docket-", "ForkJoinPool.commonPool-", "CompletableFutureDelayScheduler");

  private SharedThreads() {}

  /** The nearest frame outside of the JDK and this toolkit: the one who makes a thread just now. */
  static Optional<StackFrame> maker() {
    String own = TestThreads.class.getName();
    String nested = own + "$";
    return STACK.walk(
        frames ->
            frames
                .filter(frame -> !startsWith(frame.getClassName(), JDK))
                .filter(frame -> !frame.getClassName().equals(own))
                .filter(frame -> !frame.getClassName().startsWith(nested))
                .filter(frame -> !frame.getClassName().equals(SharedThreads.class.getName()))
                .findFirst());
  }

  /** Whether others use what it makes, another test for example. */
  static boolean isShared(StackFrame maker) {
    return startsWith(maker.getClassName(), LIBRARIES);
  }

  /**
   * Whether what is made is the JDK's one thread for delays, which inherits before Java 25: what is
   * made there later is not the doing of the test that happened to need it first.
   */
  static boolean isDelayer() {
    return STACK.walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith(DELAYER)));
  }

  /** Whether it makes threads to run this test on, for its time-outs. */
  static boolean isJupiter(StackFrame maker) {
    return maker.getClassName().startsWith("org.junit.jupiter.");
  }

  static boolean isOne(Thread thread) {
    ThreadGroup group = thread.getThreadGroup();
    return startsWith(thread.getName(), NAMES)
        || group == null // it has just ended
        || GROUPS.contains(group.getName());
  }

  private static boolean startsWith(String name, List<String> beginnings) {
    return beginnings.stream().anyMatch(name::startsWith);
  }
}
