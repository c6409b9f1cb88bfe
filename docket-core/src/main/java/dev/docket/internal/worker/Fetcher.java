package dev.docket.internal.worker;

import static java.util.Objects.requireNonNull;

import dev.docket.DocketClock;
import dev.docket.internal.redis.Delivery;
import dev.docket.internal.redis.ScheduleStore.Rest;
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
 * Starts what a worker consists of, once Redis answers. Reads deliveries for which there are free
 * permits and hands them to the {@link Claimer}; the next read is under way while a batch is
 * claimed, so that Redis and the worker do not wait for each other. A batch is a third of all
 * permits: with larger ones there would be none left for that read. What was read stays its own
 * until the claim has gone through, whatever Redis does meanwhile.
 */
final class Fetcher {

  private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);
  private static final int LARGEST_BATCH = 100;
  private static final Duration UNBLOCKED_WITHIN = Duration.ofMillis(20);
  private static final Duration WHILE_FINISHING = Duration.ofMillis(50);

  /** What runs are given to end before Redis is asked for more, when the worker is to finish. */
  private static final Duration SHORTLY = Duration.ofMillis(2);

  private final Engine engine;
  private final StreamReader reader;
  private final Claimer claimer;
  private final Runs runs;
  private final Semaphore permits;
  private final int batch;
  private final Duration block;
  private final Loop loop;
  private volatile @Nullable Reading reading;
  private volatile boolean full;
  private volatile boolean ready;

  // Written by the fetcher's thread only. Each delivery in here has its permit.
  private List<Delivery> unclaimed = new ArrayList<>();
  private String ownCursor = "0-0";
  private boolean recovering;
  private boolean patient;
  private boolean worked;
  private boolean mayBeMore;
  private final @Nullable Nap nap;

  Fetcher(Engine engine, StreamReader reader, Claimer claimer, Runs runs, Duration block) {
    this.engine = engine;
    this.reader = reader;
    this.claimer = claimer;
    this.runs = runs;
    this.permits = runs.permits();
    // While one third is read, another is claimed and the last one runs.
    this.batch = Math.min(LARGEST_BATCH, Math.ceilDiv(permits.availablePermits(), 3));
    this.block =
        engine.isFinishing() && block.compareTo(WHILE_FINISHING) > 0 ? WHILE_FINISHING : block;
    DocketClock clock = engine.core().time().clock();
    this.nap = clock == null ? null : new Nap(clock, engine.workerName());
    this.loop = engine.loop("fetcher", this::once);
  }

  void start() {
    loop.start();
  }

  Loop loop() {
    return loop;
  }

  /** Whether the parts of the worker have started. */
  boolean isReady() {
    return ready;
  }

  /** Whether it waits for a run to end because all permits are in use. */
  boolean isFull() {
    return full;
  }

  /** Ends a read that blocks, so that the fetcher looks around. */
  void nudge() {
    Reading now = reading;
    if (now != null && !now.isDone()) {
      reader.unblock();
    }
  }

  /** Reads no more. What was read and not claimed goes back with the worker's farewell. */
  void stop() {
    loop.stop();
    permits.release();
    long until = System.nanoTime() + Drain.GRACE.toNanos();
    do {
      // Again and again: one that comes before the read has reached Redis ends nothing.
      nudge();
      if (!ready) {
        // It waits for a Redis that is away.
        loop.stopNow();
      }
    } while (!loop.endsWithin(UNBLOCKED_WITHIN) && System.nanoTime() < until);
    loop.join(Drain.GRACE);
    endReading();
    reader.release();
    if (nap != null) {
      nap.end();
    }
  }

  /**
   * A read under way might still bring deliveries: the farewell must come after it, to find them.
   */
  private void endReading() {
    Reading last = reading;
    if (last != null) {
      try {
        reader.unblock();
        reader.take(last);
      } catch (RuntimeException e) {
        LOG.debug("The last read ended with trouble", e);
      }
    }
  }

  /** As if the process had died. */
  void crash() {
    loop.stopNow();
    reader.close();
    permits.release();
  }

  void killConnection() {
    reader.close();
  }

  private void once() throws InterruptedException {
    if (!ready) {
      engine.startParts();
      ready = true;
    }
    if (worked && reading == null && engine.isFinishing() && runs.idlesWithin(SHORTLY)) {
      // Most often that was all: one question less to ask.
      rest();
    }
    worked = false;
    if (loop.isStopped()) {
      return;
    }
    if (unclaimed.isEmpty()) {
      unclaimed = fetch();
    }
    if (!unclaimed.isEmpty()) {
      patient = false;
      beginAhead();
      // The claimer takes out what it has dealt with, so that a failure half-way repeats nothing.
      claimer.claim(unclaimed);
      worked = unclaimed.isEmpty();
    } else if (!loop.isStopped() && engine.isFinishing() && runs.isIdle()) {
      rest();
    }
  }

  /** Deliveries, each with its permit: of the read under way, or of one that begins now. */
  private List<Delivery> fetch() throws InterruptedException {
    Reading now = reading;
    if (now != null) {
      if (engine.isFinishing() && runs.isIdle()) {
        nudge();
      }
      return take(now);
    }
    if (engine.budget().left() <= 0) {
      runs.idlesWithin(block);
      return new ArrayList<>();
    }
    awaitFree();
    int free = 1 + moreFree(Math.min(batch, engine.budget().left()) - 1);
    if (loop.isStopped()) {
      permits.release(free);
      return new ArrayList<>();
    }
    List<Delivery> lost = recover(free);
    if (recovering) {
      return lost;
    }
    boolean wait = !engine.isFinishing() || !runs.isIdle() || patient;
    return take(begin(free, wait ? block : Duration.ZERO));
  }

  private void awaitFree() throws InterruptedException {
    if (!permits.tryAcquire()) {
      full = true;
      try {
        permits.acquire();
      } finally {
        full = false;
      }
    }
  }

  private int moreFree(int atMost) {
    int free = 0;
    while (free < atMost && permits.tryAcquire()) {
      free++;
    }
    return free;
  }

  private Reading begin(int free, Duration wait) {
    try {
      Reading begun = reader.begin(free, wait);
      reading = begun;
      return begun;
    } catch (RuntimeException e) {
      permits.release(free);
      throw e;
    }
  }

  /**
   * The next read, while the claim of this one is under way; only when nothing is amiss, and not
   * when the worker is to finish and this one has brought all that there was.
   */
  private void beginAhead() {
    if ((mayBeMore || !engine.isFinishing())
        && reading == null
        && !recovering
        && reader.isOpen()
        && !loop.isStopped()) {
      // This thread starts the runs: what is not claimed yet may use up what is left to start.
      int free = moreFree(Math.min(batch, engine.budget().left() - unclaimed.size()));
      if (free > 0) {
        begin(free, block);
      }
    }
  }

  /** Without what runs here already: a group that was destroyed and made anew delivers it again. */
  private List<Delivery> take(Reading now) {
    List<Delivery> read = new ArrayList<>();
    try {
      read.addAll(reader.take(now));
      mayBeMore = read.size() == now.count();
      read.removeIf(delivery -> runs.knows(delivery.sid()));
      return read;
    } finally {
      reading = null;
      permits.release(now.count() - read.size());
    }
  }

  /**
   * After a lost connection: deliveries that Redis counts as ours and that never arrived here, each
   * with one of the permits. When there are no more, the permits are left to the caller.
   */
  private List<Delivery> recover(int free) {
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
        lost.addAll(own);
        lost.removeIf(delivery -> runs.knows(delivery.sid()));
      }
    } finally {
      recovering = more;
      permits.release(more ? free - lost.size() : 0);
    }
    return lost;
  }

  /**
   * Nothing runs here and nothing is ready: finished, or time to jump to the next due execution.
   */
  private void rest() throws InterruptedException {
    Rest rest = engine.core().schedule().rest();
    if (rest.isEmpty() || engine.budget().left() <= 0) {
      loop.stop();
      engine.finished();
      return;
    }
    boolean onlyScheduled = rest.readyOrRunning() == 0 && rest.parked() == 0;
    if (onlyScheduled && !engine.budget().reaches(rest.nextDue())) {
      loop.stop();
      engine.finished();
      return;
    }
    if (onlyScheduled && engine.isVirtual() && rest.next() >= 0) {
      engine.jumping(true);
      try {
        patient = !requireNonNull(nap).isOver(rest.nextDue());
      } finally {
        engine.jumping(false);
      }
      if (!patient) {
        // The read that follows waits for what this brings: one round trip for both.
        engine.promoteSoon();
        patient = true;
      }
    } else {
      patient = true;
    }
  }
}
