package dev.docket.internal.worker;

import dev.docket.internal.redis.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Deliveries that were read before there was a permit for them, at most one batch. That is done
 * only while runs are so short that their permits are free again before the next answer of Redis is
 * there; what then waits all the same goes to other workers. Used by the fetcher's thread only.
 */
final class ReadAhead {

  /** How long a delivery may wait for a permit before it is left to others, if there are any. */
  private static final Duration PATIENCE = Duration.ofMillis(10);

  private static final Duration LONGEST_PATIENCE = Duration.ofMillis(250);

  /** How long to wait for permits for all of them, where there are some already. */
  private static final Duration FOR_ALL = Duration.ofNanos(500_000);

  private final Runs runs;
  private final Semaphore permits;
  private List<Delivery> waiting = new ArrayList<>();
  private long since;
  private Duration patience = PATIENCE;

  ReadAhead(Runs runs) {
    this.runs = runs;
    this.permits = runs.permits();
  }

  /**
   * How many deliveries may be read without permits while so many are claimed: no more than there
   * will be permits for when all of those have run; 0 when runs take long.
   */
  int most(int claimed) {
    return runs.areShort() ? claimed + permits.availablePermits() : 0;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  void add(List<Delivery> read) {
    waiting = new ArrayList<>(read);
    since = System.nanoTime();
    patience = PATIENCE;
  }

  /** Those for which there are permits, which they have then. Waits for the first, but not long. */
  List<Delivery> admit() throws InterruptedException {
    int admitted = acquire(waiting.size());
    List<Delivery> first = new ArrayList<>(waiting.subList(0, admitted));
    waiting = new ArrayList<>(waiting.subList(admitted, waiting.size()));
    return first;
  }

  private int acquire(int all) throws InterruptedException {
    if (permits.tryAcquire(all, FOR_ALL.toNanos(), TimeUnit.NANOSECONDS)) {
      return all;
    }
    long left = patience.toNanos() - (System.nanoTime() - since);
    int acquired = permits.tryAcquire(Math.max(0, left), TimeUnit.NANOSECONDS) ? 1 : 0;
    while (acquired > 0 && acquired < all && permits.tryAcquire()) {
      acquired++;
    }
    return acquired;
  }

  /**
   * Those that still wait; the caller leaves them to others, and then {@link #forget forgets} them,
   * or {@link #goOn goes on} waiting.
   */
  List<Delivery> waiting() {
    return waiting;
  }

  void forget() {
    waiting = new ArrayList<>();
    runs.mayBeLong();
  }

  void goOn() {
    since = System.nanoTime();
    patience = patience.multipliedBy(2);
    if (patience.compareTo(LONGEST_PATIENCE) > 0) {
      patience = LONGEST_PATIENCE;
    }
    runs.mayBeLong();
  }
}
