package dev.docket.dashboard.feed;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One reading and those who watch it. */
final class Channel<T> {

  private static final long NOTHING = -1;

  private final Reading<T> reading;
  private final List<Viewer<T>> viewers = new CopyOnWriteArrayList<>();
  private final AtomicBoolean beingRead = new AtomicBoolean();
  private final AtomicLong wanted = new AtomicLong();
  // Held while viewers are told, so that none is told something older after something newer.
  private final ReentrantLock telling = new ReentrantLock();
  // All three written while telling.
  private volatile @Nullable Seen<T> last;
  private volatile long readAt;
  private volatile long answered = NOTHING;

  Channel(Reading<T> reading) {
    this.reading = reading;
  }

  Reading<T> reading() {
    return reading;
  }

  void add(Viewer<T> viewer) {
    telling.lock();
    try {
      viewers.add(viewer);
      Seen<T> seen = last;
      if (seen != null) {
        viewer.tell(seen);
      }
    } finally {
      telling.unlock();
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
    return answered == wanted.get()
        && System.nanoTime() - readAt < reading.every().toNanos() - slack;
  }

  /** Says whether nobody else reads it; then {@link #ends} must be called. */
  boolean begins() {
    return beingRead.compareAndSet(false, true);
  }

  void ends() {
    beingRead.set(false);
  }

  /** What is read before this is too old. */
  void makeStale() {
    wanted.incrementAndGet();
  }

  /** Which wish a read answers that begins now; to be given to {@link #tell(Seen, long)}. */
  long wanted() {
    return wanted.get();
  }

  /** Tells of trouble while a read is under way, unless the last read has told why. */
  void tell(String trouble) {
    telling.lock();
    try {
      answered = NOTHING;
      Seen<T> seen = last;
      if (seen == null || seen.trouble() == null) {
        viewers.forEach(v -> v.tell(new Seen<>(null, Instant.now(), trouble)));
      }
    } finally {
      telling.unlock();
    }
  }

  /** Tells what was read, which is no longer fresh if something else was wanted meanwhile. */
  void tell(Seen<T> seen, long asked) {
    telling.lock();
    try {
      readAt = System.nanoTime();
      answered = seen.trouble() == null ? asked : NOTHING;
      last = seen;
      viewers.forEach(v -> v.tell(seen));
    } finally {
      telling.unlock();
    }
  }
}
