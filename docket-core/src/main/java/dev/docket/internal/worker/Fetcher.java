package dev.docket.internal.worker;

import static java.util.Objects.requireNonNull;

import dev.docket.DocketClock;
import dev.docket.internal.redis.Delivery;
import dev.docket.internal.redis.ScheduleStore.Rest;
import dev.docket.internal.redis.StreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Reads as many deliveries as there are free permits and hands them to the {@link Claimer}. What
 * was read stays its own until the claim has gone through, whatever Redis does meanwhile.
 */
final class Fetcher {

  private static final int BATCH = 100;
  private static final Duration WHILE_FINISHING = Duration.ofMillis(50);

  private final Engine engine;
  private final StreamReader reader;
  private final Claimer claimer;
  private final Semaphore permits;
  private final Duration block;
  private final Loop loop;
  private volatile boolean reading;

  // Written by the fetcher's thread only.
  private List<Delivery> unclaimed = new ArrayList<>();
  private String ownCursor = "0-0";
  private boolean recovering;
  private boolean patient;

  Fetcher(Engine engine, StreamReader reader, Claimer claimer, Semaphore permits, Duration block) {
    this.engine = engine;
    this.reader = reader;
    this.claimer = claimer;
    this.permits = permits;
    this.block =
        engine.isFinishing() && block.compareTo(WHILE_FINISHING) > 0 ? WHILE_FINISHING : block;
    this.loop = engine.loop("fetcher", this::once);
  }

  void start() {
    loop.start();
  }

  /** Ends a read that blocks, so that the fetcher looks around. */
  void nudge() {
    if (reading) {
      reader.unblock();
    }
  }

  /** Reads no more. What was read and not claimed goes back with the worker's farewell. */
  void stop() {
    loop.stop();
    permits.release();
    reader.unblock();
    loop.join();
    reader.close();
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
    if (unclaimed.isEmpty()) {
      unclaimed = new ArrayList<>(fetch());
    }
    if (!unclaimed.isEmpty()) {
      patient = false;
      // The claimer takes out what it has dealt with, so that a failure half-way repeats nothing.
      claimer.claim(unclaimed);
    } else if (!loop.isStopped() && engine.isFinishing() && engine.isIdle()) {
      rest();
    }
  }

  private List<Delivery> fetch() throws InterruptedException {
    if (engine.budget().left() <= 0) {
      engine.awaitIdle(block);
      return List.of();
    }
    int free = acquire();
    List<Delivery> read = List.of();
    try {
      if (!loop.isStopped()) {
        read = read(free);
      }
    } finally {
      permits.release(free - read.size());
    }
    return read;
  }

  private int acquire() throws InterruptedException {
    permits.acquire();
    int free = 1;
    // Whoever starts runs is this thread, so that no more are read than may start.
    int most = Math.min(BATCH, engine.budget().left());
    while (free < most && permits.tryAcquire()) {
      free++;
    }
    return free;
  }

  private List<Delivery> read(int free) {
    if (reader.reopened()) {
      recovering = true;
      ownCursor = "0-0";
    }
    if (recovering) {
      return recover(free);
    }
    boolean wait = !engine.isFinishing() || !engine.isIdle() || patient;
    reading = true;
    try {
      return reader.read(free, wait ? block : Duration.ZERO);
    } finally {
      reading = false;
    }
  }

  /** After a lost connection: deliveries that Redis counts as ours and that never arrived here. */
  private List<Delivery> recover(int free) {
    List<Delivery> own = reader.own(ownCursor, free);
    recovering = !own.isEmpty();
    if (recovering) {
      ownCursor = own.get(own.size() - 1).sid();
    }
    List<Delivery> lost = new ArrayList<>(own);
    lost.removeIf(delivery -> engine.knows(delivery.sid()));
    return lost;
  }

  /**
   * Nothing runs here and nothing is ready: finished, or time to jump to the next due execution.
   */
  private void rest() throws InterruptedException {
    Rest rest = engine.core().schedule().rest();
    if (rest.isEmpty() || engine.budget().left() <= 0) {
      engine.finished();
      return;
    }
    boolean onlyScheduled = rest.readyOrRunning() == 0 && rest.parked() == 0;
    if (onlyScheduled && !engine.budget().reaches(rest.nextDue())) {
      engine.finished();
      return;
    }
    if (onlyScheduled && engine.isVirtual() && rest.next() >= 0) {
      DocketClock clock = requireNonNull(engine.core().time().clock());
      clock.sleepUntil(rest.nextDue());
      engine.promoteNow();
      patient = false;
    } else {
      patient = true;
    }
  }
}
