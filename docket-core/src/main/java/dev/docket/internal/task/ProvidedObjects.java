package dev.docket.internal.task;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Objects made when first asked for, and closed in reverse order. Safe for several threads. */
final class ProvidedObjects {

  private static final Logger LOG = LoggerFactory.getLogger(ProvidedObjects.class);

  /** Held while an object is made, so that each is made once; reentrant for nested providers. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<Class<?>, Object> made = new HashMap<>();
  private final Set<Class<?>> inTheMaking = new HashSet<>();
  private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
  private boolean closed;

  <T> T get(Class<T> type, Supplier<?> make) {
    lock.lock();
    try {
      Object existing = made.get(type);
      return type.cast(existing == null ? make(type, make) : existing);
    } finally {
      lock.unlock();
    }
  }

  private Object make(Class<?> type, Supplier<?> make) {
    if (closed) {
      throw new IllegalStateException("Too late to ask for " + type.getName() + ": it was closed");
    }
    if (!inTheMaking.add(type)) {
      throw new IllegalStateException("The provider of " + type.getName() + " asks for itself");
    }
    try {
      Object object =
          Objects.requireNonNull(
              make.get(), () -> "The provider of " + type.getName() + " returned null");
      made.put(type, object);
      if (object instanceof AutoCloseable closeable) {
        toClose.push(closeable);
      }
      return object;
    } finally {
      inTheMaking.remove(type);
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      made.clear();
      while (!toClose.isEmpty()) {
        close(toClose.pop());
      }
    } finally {
      lock.unlock();
    }
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.warn("Interrupted while closing {}; going on", closeable.getClass().getName());
    } catch (Throwable e) {
      LOG.warn("Could not close {}; going on without", closeable.getClass().getName(), e);
    }
  }
}
