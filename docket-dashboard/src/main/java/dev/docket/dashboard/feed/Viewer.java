package dev.docket.dashboard.feed;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells one viewer what was seen: the latest only, when it is slower than the reading. */
final class Viewer<T> {

  private static final Logger LOG = LoggerFactory.getLogger(Viewer.class);

  private final Consumer<Seen<T>> viewer;
  private final Executor pushers;
  private final AtomicReference<@Nullable Seen<T>> waiting = new AtomicReference<>();
  private final AtomicBoolean delivering = new AtomicBoolean();

  Viewer(Consumer<Seen<T>> viewer, Executor pushers) {
    this.viewer = viewer;
    this.pushers = pushers;
  }

  void tell(Seen<T> seen) {
    waiting.set(seen);
    deliverSoon();
  }

  private void deliverSoon() {
    if (delivering.compareAndSet(false, true)) {
      try {
        pushers.execute(this::deliver);
      } catch (RejectedExecutionException e) {
        LOG.debug("The dashboard has been closed");
      }
    }
  }

  private void deliver() {
    Seen<T> seen = waiting.getAndSet(null);
    if (seen != null) {
      show(seen);
    }
    delivering.set(false);
    if (waiting.get() != null) {
      deliverSoon();
    }
  }

  private void show(Seen<T> seen) {
    try {
      viewer.accept(seen);
    } catch (RuntimeException e) {
      LOG.warn("A page could not show what was read", e);
    }
  }
}
