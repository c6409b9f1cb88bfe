package dev.docket.internal.worker;

import dev.docket.RunReport;
import dev.docket.WorkerHealth;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The shifts of a worker, each with an engine of its own: one at a time, and none after it is
 * closed. Safe for use by several threads.
 */
public final class Shifts {

  private final String worker;
  private final Maker maker;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock.
  private @Nullable Engine engine;
  private @Nullable Thread thread;
  private boolean over;

  /** Makes the engine of a shift. */
  public interface Maker {

    /** finishing: whether it ends by itself when nothing is left to do. */
    Engine make(boolean finishing, RunBudget budget);
  }

  public Shifts(String worker, Maker maker) {
    this.worker = worker;
    this.maker = maker;
  }

  /** Works a shift on the thread of the caller. */
  public RunReport work(boolean finishing, RunBudget budget) {
    return work(begin(finishing, budget));
  }

  /** Works a shift that does not end by itself on a thread of its own; returns at once. */
  public void start() {
    Engine begun = begin(false, RunBudget.unlimited());
    lock.lock();
    try {
      thread = Thread.ofPlatform().name("docket-worker-" + worker).start(() -> work(begun));
    } finally {
      lock.unlock();
    }
  }

  private Engine begin(boolean finishing, RunBudget budget) {
    lock.lock();
    try {
      if (over) {
        throw new IllegalStateException("Worker " + worker + " is closed; build another");
      }
      if (engine != null) {
        throw new IllegalStateException("Worker " + worker + " runs already; stop it first");
      }
      Engine made = maker.make(finishing, budget);
      engine = made;
      return made;
    } finally {
      lock.unlock();
    }
  }

  private RunReport work(Engine begun) {
    try {
      return begun.run();
    } finally {
      lock.lock();
      try {
        engine = null;
      } finally {
        lock.unlock();
      }
    }
  }

  /** Has the present shift ended, if there is one, and waits for that where the caller may. */
  public void end(Consumer<Engine> ask) {
    Engine running;
    Thread own;
    lock.lock();
    try {
      running = engine;
      own = thread;
    } finally {
      lock.unlock();
    }
    if (running != null) {
      ask.accept(running);
      if (running.isInside()) {
        return;
      }
      running.awaitEnd();
    }
    if (own != null && own != Thread.currentThread()) {
      join(own);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Allows no shift after the present one. */
  public void close() {
    lock.lock();
    try {
      over = true;
    } finally {
      lock.unlock();
    }
  }

  public WorkerHealth health() {
    lock.lock();
    try {
      return engine == null ? new WorkerHealth(false, "The worker does not run") : engine.health();
    } finally {
      lock.unlock();
    }
  }

  /** The engine of the present shift. */
  public Engine running() {
    lock.lock();
    try {
      if (engine == null) {
        throw new IllegalStateException(
            "Worker %s does not run; a fault is for one that was started and has not ended"
                .formatted(worker));
      }
      return engine;
    } finally {
      lock.unlock();
    }
  }
}
