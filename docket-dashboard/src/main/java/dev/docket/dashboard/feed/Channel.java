package dev.docket.dashboard.feed;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One reading and those who watch it. */
final class Channel<T> {

  private final Reading<T> reading;
  private final List<Viewer<T>> viewers = new CopyOnWriteArrayList<>();
  private final AtomicBoolean beingRead = new AtomicBoolean();
  // Written by the thread that reads it; made stale by any.
  private volatile @Nullable Seen<T> last;
  private volatile long readAt;
  private volatile boolean stale = true;

  Channel(Reading<T> reading) {
    this.reading = reading;
  }

  Reading<T> reading() {
    return reading;
  }

  void add(Viewer<T> viewer) {
    viewers.add(viewer);
    Seen<T> seen = last;
    if (seen != null) {
      viewer.tell(seen);
    }
  }

  /** Says whether nobody is left. */
  boolean remove(Viewer<?> viewer) {
    viewers.remove(viewer);
    return viewers.isEmpty();
  }

  /** A tick may come a little early, which is to count as in time. */
  boolean isFresh() {
    long slack = 100_000_000;
    return !stale && System.nanoTime() - readAt < reading.every().toNanos() - slack;
  }

  /** Says whether nobody else reads it; then {@link #ends} must be called. */
  boolean begins() {
    return beingRead.compareAndSet(false, true);
  }

  void ends() {
    beingRead.set(false);
  }

  /** Tells of trouble while a read is under way, unless the last read has told why. */
  void tell(String trouble) {
    stale = true;
    Seen<T> seen = last;
    if (seen == null || seen.trouble() == null) {
      viewers.forEach(v -> v.tell(new Seen<>(null, Instant.now(), trouble)));
    }
  }

  void makeStale() {
    stale = true;
  }

  void tell(Seen<T> seen) {
    readAt = System.nanoTime();
    stale = seen.trouble() != null;
    last = seen;
    viewers.forEach(v -> v.tell(seen));
  }
}
