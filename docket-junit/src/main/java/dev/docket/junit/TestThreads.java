package dev.docket.junit;

import dev.docket.TaskContext;
import java.lang.StackWalker.StackFrame;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads that a test and its handlers make, and that must have ended when it ends. A thread
 * belongs to the test on whose thread it was made, or on that of one of its handlers, or on one
 * that such a thread made: so tests that run in parallel are not taken for each other, and what
 * others make meanwhile is nobody's.
 *
 * <p>Not seen are virtual threads, which nobody can list; threads that refuse to inherit; what
 * handlers of a docket make that the test built itself; and more than {@link #MOST} threads of one
 * test. Not meant are {@link SharedThreads}.
 */
final class TestThreads {

  private static final int MOST = 10_000;
  private static final Ancestry ANCESTRY = new Ancestry();

  /** By the id of the thread. */
  private final Map<Long, Birth> births = new ConcurrentHashMap<>();

  /** Takes a thread back from a test. */
  interface Mark extends AutoCloseable {
    @Override
    void close();
  }

  /** What a thread inherits; only that thread holds it, and no longer than it lives. */
  private static final class Descent {
    final TestThreads owner;

    Descent(TestThreads owner) {
      this.owner = owner;
    }
  }

  private record Birth(String place, WeakReference<Descent> proof) {}

  /**
   * Java tells the maker of a thread of it before anybody knows the thread. But its id has just
   * been drawn, so that the next one tells it, unless another thread draws one in that very moment.
   */
  private static final class Ancestry extends InheritableThreadLocal<@Nullable Descent> {
    @Override
    protected @Nullable Descent childValue(@Nullable Descent parent) {
      if (parent == null) {
        return null;
      }
      long id = nextId() - 1;
      Optional<StackFrame> maker = SharedThreads.maker();
      Descent child = new Descent(parent.owner);
      if (maker.filter(SharedThreads::isShared).isPresent() || SharedThreads.isDelayer()) {
        return null;
      }
      if (maker.filter(SharedThreads::isJupiter).isEmpty()) {
        parent.owner.made(id, maker, child);
      }
      return child;
    }
  }

  private static long nextId() {
    return Thread.ofVirtual().inheritInheritableThreadLocals(false).unstarted(() -> {}).threadId();
  }

  private void made(long id, Optional<StackFrame> maker, Descent child) {
    if (births.size() < MOST) {
      String place = maker.map(frame -> frame.toStackTraceElement().toString()).orElse("?");
      births.put(id, new Birth(place, new WeakReference<>(child)));
    }
  }

  /** What this thread makes from now on belongs to the test; or to none. */
  static Mark mark(@Nullable TestThreads owner) {
    Descent before = ANCESTRY.get();
    set(owner == null ? null : new Descent(owner));
    return () -> set(before);
  }

  private static void set(@Nullable Descent descent) {
    if (descent == null) {
      ANCESTRY.remove();
    } else {
      ANCESTRY.set(descent);
    }
  }

  /** What is made by the way is none of the test's doing. */
  static <T> T apart(Supplier<T> work) {
    Mark mark = mark(null);
    try {
      return work.get();
    } finally {
      mark.close();
    }
  }

  /** What a handler makes belongs to its test. */
  @Nullable Object around(TaskContext context, Callable<@Nullable Object> run) throws Exception {
    Mark mark = mark(this);
    try {
      return run.call();
    } finally {
      mark.close();
    }
  }

  /** The threads that still live after a moment's grace, each with where it was made and is. */
  List<String> left() {
    if (births.isEmpty()) {
      return List.of();
    }
    List<Thread> suspects =
        LiveThreads.after(
            LiveThreads.all().stream()
                .filter(thread -> births.containsKey(thread.threadId()))
                .filter(thread -> !thread.equals(Thread.currentThread()))
                .filter(thread -> !SharedThreads.isOne(thread))
                .toList());
    if (suspects.isEmpty()) {
      return List.of();
    }
    // Nobody fails for a mistaken id: what a dead thread inherited is gone now.
    System.gc();
    return suspects.stream()
        .filter(Thread::isAlive)
        .map(this::shown)
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<String> shown(Thread thread) {
    Birth birth = Objects.requireNonNull(births.get(thread.threadId()));
    if (birth.proof().refersTo(null)) {
      return Optional.empty();
    }
    StackTraceElement[] stack = thread.getStackTrace();
    return Optional.of(
        "%s%s, made at %s%s"
            .formatted(
                thread.getName(),
                thread.isDaemon() ? " (daemon)" : "",
                birth.place(),
                stack.length == 0 ? "" : ", is at\n" + Standstill.stack(stack)));
  }
}
