package dev.docket.internal.worker;

import dev.docket.internal.redis.Delivery;
import dev.docket.internal.redis.DeliveryStore.Unfinished;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
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

  private final Shift shift;
  private final Claimer claimer;
  private final Runnable startParts;
  private final Runnable finished;
  private final Runs runs;
  private final Semaphore permits;
  private final ReadAhead ahead;
  private final Inbox inbox;
  private final Finisher finisher;
  private final int batch;
  private final Duration block;
  private final Loop loop;
  private volatile boolean full;
  private volatile boolean ready;

  // Written by the fetcher's thread only, and read by others after it. Each delivery in here has
  // its permit.
  private List<Delivery> unclaimed = new ArrayList<>();
  private boolean worked;

  /**
   * startParts: called before the first read, again and again until it has gone through, so that a
   * Redis that is away at the start is waited for as at any other time; finished: called when a
   * worker that ends by itself has nothing left to do.
   */
  Fetcher(Shift shift, Claimer claimer, Promoter promoter, Runnable startParts, Runnable finished) {
    this.shift = shift;
    this.claimer = claimer;
    this.startParts = startParts;
    this.finished = finished;
    this.runs = shift.runs();
    this.permits = runs.permits();
    this.ahead = new ReadAhead(runs);
    Core core = shift.core();
    this.inbox = new Inbox(core.link().reader(core.keys(), shift.consumer()), runs, ahead);
    this.finisher = new Finisher(shift, promoter);
    // While one third is read, another is claimed and the last one runs.
    this.batch = Math.min(LARGEST_BATCH, Math.ceilDiv(shift.settings().concurrency(), 3));
    Duration block = shift.settings().minimumCheckInterval();
    this.block =
        shift.isFinishing() && block.compareTo(WHILE_FINISHING) > 0 ? WHILE_FINISHING : block;
    this.loop = shift.loop("fetcher", this::once);
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
    inbox.nudge();
  }

  /**
   * Reads no more. What was read and not claimed goes to others, who need not wait for the drain.
   */
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
    Drain.briefly(this::handBackUnclaimed);
    finisher.end();
  }

  private void handBackUnclaimed() {
    List<Delivery> left = new ArrayList<>(unclaimed);
    left.addAll(ahead.waiting());
    try {
      left.addAll(inbox.end());
      leaveToOthers(left);
    } catch (RuntimeException e) {
      LOG.debug("What was read and not claimed goes back with the farewell", e);
    }
  }

  /** As if the process had died. */
  void crash() {
    loop.stopNow();
    inbox.disconnect();
    permits.release();
  }

  void killConnection() {
    inbox.disconnect();
  }

  private void once() throws InterruptedException {
    if (!ready) {
      startParts.run();
      ready = true;
    }
    boolean nothingRead = !inbox.isReading() && ahead.isEmpty();
    if (worked && nothingRead && shift.isFinishing() && runs.idlesWithin(SHORTLY)) {
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
    if (loop.isStopped()) {
      return;
    }
    if (!unclaimed.isEmpty()) {
      finisher.workCame();
      readMeanwhile();
      claim();
      worked = unclaimed.isEmpty();
    } else if (isIdle()) {
      rest();
    }
  }

  /** Whether the worker is to finish and runs nothing. */
  private boolean isIdle() {
    return shift.isFinishing() && runs.isIdle();
  }

  private void rest() throws InterruptedException {
    if (finisher.isDone(this::nudge)) {
      loop.stop();
      finished.run();
    }
  }

  /** The claimer takes out what it has dealt with, so that a failure half-way repeats nothing. */
  private void claim() {
    try {
      claimer.claim(unclaimed);
    } catch (RuntimeException e) {
      unclaimed.replaceAll(Delivery::perhapsClaimed);
      throw e;
    }
  }

  /** Deliveries, each with its permit: of the read under way, or of one that begins now. */
  private List<Delivery> fetch() throws InterruptedException {
    if (!ahead.isEmpty()) {
      return admit();
    }
    if (inbox.isReading()) {
      if (isIdle()) {
        nudge();
      }
      List<Delivery> read = inbox.take();
      return ahead.isEmpty() ? read : admit();
    }
    if (shift.budget().left() <= 0) {
      runs.idlesWithin(block);
      return new ArrayList<>();
    }
    awaitFree();
    int free = 1 + moreFree(Math.min(batch, shift.budget().left()) - 1);
    if (loop.isStopped()) {
      permits.release(free);
      return new ArrayList<>();
    }
    List<Delivery> lost = inbox.recover(free);
    if (inbox.isRecovering()) {
      return lost;
    }
    inbox.begin(free, free, !isIdle() || finisher.isPatient() ? block : Duration.ZERO);
    return inbox.take();
  }

  /**
   * Of what was read ahead, that for which there are permits; when none come, others get it. Where
   * there are no others it keeps its place: what goes back comes last.
   */
  private List<Delivery> admit() throws InterruptedException {
    List<Delivery> admitted = ahead.admit();
    if (loop.isStopped()) {
      return admitted;
    }
    if (admitted.isEmpty() && shift.core().workers().count() > 1) {
      leaveToOthers(ahead.waiting());
      ahead.forget();
    } else if (admitted.isEmpty()) {
      ahead.goOn();
    }
    return admitted;
  }

  private void leaveToOthers(List<Delivery> waiting) {
    if (waiting.isEmpty()) {
      return;
    }
    shift.count(
        shift
            .deliveries()
            .handBack(
                shift.consumer(),
                waiting.stream().map(delivery -> new Unfinished(delivery.sid(), -1)).toList()));
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

  /**
   * The next read, while the claim of this one is under way; only when nothing is amiss, and not
   * when the worker is to finish and this one has brought all that there was.
   */
  private void readMeanwhile() {
    boolean worthIt = inbox.mayHaveMore() || !shift.isFinishing();
    if (worthIt && inbox.isFree() && !loop.isStopped()) {
      // This thread starts the runs: what is not claimed yet may use up what is left to start.
      int budget = shift.budget().left() - unclaimed.size();
      int most = Math.min(LARGEST_BATCH, ahead.most(unclaimed.size()));
      if (most > 0 && most < budget) {
        inbox.begin(most, 0, block);
        return;
      }
      int free = moreFree(Math.min(batch, budget));
      if (free > 0) {
        inbox.begin(free, free, block);
      }
    }
  }
}
