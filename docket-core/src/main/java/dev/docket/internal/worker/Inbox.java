package dev.docket.internal.worker;

import dev.docket.internal.redis.Delivery;
import dev.docket.internal.redis.StreamReader;
import dev.docket.internal.redis.StreamReader.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Redis delivers to a worker: by the read under way, and after a lost connection what never
 * arrived. Each delivery that comes out has a permit, or goes to those that are {@link ReadAhead
 * read ahead}. Used by the fetcher's thread, but for {@link #nudge}, {@link #end} and {@link
 * #disconnect}.
 */
final class Inbox {

  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

  private final StreamReader reader;
  private final Runs runs;
  private final Semaphore permits;
  private final ReadAhead ahead;
  private volatile @Nullable Reading reading;

  // Written by the fetcher's thread only.
  private int held;
  private boolean mayBeMore;
  private boolean recovering;
  private String ownCursor = "0-0";

  Inbox(StreamReader reader, Runs runs, ReadAhead ahead) {
    this.reader = reader;
    this.runs = runs;
    this.permits = runs.permits();
    this.ahead = ahead;
  }

  boolean isReading() {
    return reading != null;
  }

  /** Whether nothing is amiss or waits, so that a read can begin while other work is done. */
  boolean isFree() {
    return reading == null && ahead.isEmpty() && !recovering && reader.isOpen();
  }

  /** Whether the last read brought as many as it may. */
  boolean mayHaveMore() {
    return mayBeMore;
  }

  /** Whether there may be more to {@link #recover}. */
  boolean isRecovering() {
    return recovering;
  }

  /** held: how many permits there are for what it brings; all is read ahead when there are none. */
  void begin(int count, int held, Duration wait) {
    try {
      reading = reader.begin(count, wait);
      this.held = held;
    } catch (RuntimeException e) {
      permits.release(held);
      throw e;
    }
  }

  /**
   * Waits for the read under way, if there is one. Without what runs here already: a group that was
   * destroyed and made anew delivers it again.
   */
  List<Delivery> take() {
    Reading now = reading;
    List<Delivery> read = new ArrayList<>();
    if (now == null) {
      return read;
    }
    int held = this.held;
    try {
      read.addAll(reader.take(now));
      mayBeMore = read.size() == now.count();
      read.removeIf(delivery -> runs.knows(delivery.sid()));
      if (held == 0) {
        ahead.add(read);
        return new ArrayList<>();
      }
      return read;
    } finally {
      reading = null;
      permits.release(Math.max(0, held - read.size()));
    }
  }

  /**
   * After a lost connection: deliveries that Redis counts as ours and that never arrived here, each
   * with one of the permits. When there are no more, the permits are left to the caller.
   */
  List<Delivery> recover(int free) {
    if (reader.reopened()) {
      recovering = true;
      ownCursor = "0-0";
    }
    if (!recovering) {
      return List.of();
    }
    List<Delivery> lost = new ArrayList<>();
    boolean more = true;
    try {
      List<Delivery> own = reader.own(ownCursor, free);
      more = !own.isEmpty();
      if (more) {
        ownCursor = own.get(own.size() - 1).sid();
        own.forEach(delivery -> lost.add(delivery.perhapsClaimed()));
        lost.removeIf(delivery -> runs.knows(delivery.sid()));
      }
    } finally {
      recovering = more;
      permits.release(more ? free - lost.size() : 0);
    }
    return lost;
  }

  /** Ends a read that blocks. */
  void nudge() {
    Reading now = reading;
    if (now != null && !now.isDone()) {
      reader.unblock();
    }
  }

  /**
   * For when the fetcher's thread is gone: what a read that was under way has brought. The farewell
   * must come after it.
   */
  List<Delivery> end() {
    Reading last = reading;
    List<Delivery> read = new ArrayList<>();
    if (last != null) {
      try {
        reader.unblock();
        read.addAll(reader.take(last));
        read.removeIf(delivery -> runs.knows(delivery.sid()));
      } catch (RuntimeException e) {
        LOG.debug("The last read ended with trouble", e);
      }
    }
    reader.release();
    return read;
  }

  /** Closes the connection; another one is opened for the next read. */
  void disconnect() {
    reader.close();
  }
}
