package dev.docket.junit;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * Watches the threads of a test from before its instance is made. JUnit closes it when everything
 * else of the test has ended, also what its {@code @AfterEach} methods and {@code @AutoClose}
 * fields end. What a class shares among its tests, an instance or a docket, makes one of these for
 * all of them.
 */
final class ThreadWatch implements AutoCloseable {

  private static final Namespace NAMESPACE = Namespace.create(ThreadWatch.class);

  private final ExtensionContext context;
  private final TestThreads threads = new TestThreads();

  private ThreadWatch(ExtensionContext context) {
    this.context = context;
  }

  /** The threads of a test, or of those of its class when they share something. */
  static TestThreads of(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            ThreadWatch.class, type -> new ThreadWatch(context), ThreadWatch.class)
        .threads;
  }

  /** From now on what this thread makes belongs to the test; to none when it is not guarded. */
  static void begin(ExtensionContext context, BooleanSupplier guarded) {
    Store store = context.getStore(NAMESPACE);
    // Of this very context: that of the class may have one too, on another thread.
    String id = context.getUniqueId();
    if (store.get(id) == null) {
      // First what JUnit is to close last.
      TestThreads owner = guarded.getAsBoolean() ? of(context) : null;
      store.put(id, TestThreads.mark(owner));
    }
  }

  @Override
  public void close() {
    List<String> left = threads.left();
    if (left.isEmpty()) {
      return;
    }
    String found = found(left);
    if (context.getExecutionException().isPresent()) {
      new TestEnd(context).publish(found);
    } else {
      throw new AssertionError(found);
    }
  }

  private String found(List<String> left) {
    String who =
        context.getTestMethod().isEmpty()
            ? "The tests of " + context.getDisplayName()
            : context.getExecutionException().isPresent()
                ? "The test that failed"
                : "The test itself passed, but it";
    return """
        %s left %s behind:
          %s
        End what runs there: close() or shutdownNow() for an executor, interrupt() and join() for a thread. \
        Or switch the guard off: @WithoutGuards(Guard.THREADS), or withoutGuards = Guard.THREADS for the class."""
        .formatted(
            who,
            left.size() == 1 ? "a thread" : left.size() + " threads",
            String.join("\n  ", left));
  }
}
