package dev.docket.internal.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the runs of a worker that stops: for their handlers, up to the drain time-out, and for
 * Redis to take their outcomes. A Redis that is away is not waited for without end: what it has not
 * been told it redelivers.
 */
final class Drain {

  /** How long each step of a stop may take where Redis does not answer. */
  static final Duration GRACE = Duration.ofSeconds(2);

  /** How long outcomes are tried for after the last handler, where no drain time-out is set. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

  private final String worker;
  private final Supplier<@Nullable Duration> drainTimeout;
  private final Runs runs;
  private final Runnable look;

  /**
   * Prepares a drain.
   *
   * @param drainTimeout may change while it waits
   * @param look called while it waits; what it throws ends the drain
   */
  Drain(String worker, Supplier<@Nullable Duration> drainTimeout, Runs runs, Runnable look) {
    this.worker = worker;
    this.drainTimeout = drainTimeout;
    this.runs = runs;
    this.look = look;
  }

  void await() {
    long began = System.nanoTime();
    long handlersSeen = began;
    long interruptedAt = began;
    boolean interrupted = false;
    while (!runs.isIdle()) {
      Duration limit = drainTimeout.get();
      if (!interrupted && limit != null && isPast(limit, began)) {
        LOG.warn("Worker {} interrupts {} runs and hands them back", worker, runs.handlers());
        runs.all().forEach(run -> run.interrupt(Interruption.Reason.DRAIN));
        interrupted = true;
        interruptedAt = System.nanoTime();
      }
      handlersSeen = runs.handlers() > 0 ? System.nanoTime() : handlersSeen;
      if (interrupted
          ? isPast(GRACE, interruptedAt)
          : limit == null && isPast(PATIENCE, handlersSeen)) {
        LOG.warn(
            "Worker {} stops without the outcomes of {} runs, which Redis has not taken or whose"
                + " handlers ignore their interrupt; they are redelivered",
            worker,
            runs.size());
        return;
      }
      pause();
      look.run();
    }
  }

  private static boolean isPast(Duration time, long since) {
    return System.nanoTime() - since > time.toNanos();
  }

  private void pause() {
    try {
      runs.ended().await(Duration.ofMillis(50));
    } catch (InterruptedException e) {
      LOG.debug("Interrupted while draining: the drain goes on");
    }
  }

  /** Does something that is interrupted when it takes long, on the thread of the caller. */
  static void briefly(Runnable action) {
    Thread caller = Thread.currentThread();
    boolean wasInterrupted = Thread.interrupted();
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch rung = new CountDownLatch(1);
    Later alarm = new Later();
    alarm.after(
        GRACE.multipliedBy(2),
        () -> {
          if (!over.getAndSet(true)) {
            caller.interrupt();
            rung.countDown();
          }
        });
    try {
      action.run();
    } finally {
      alarm.callOff();
      if (over.getAndSet(true)) {
        // The alarm was first: its interrupt may still come, and is not the caller's.
        swallowInterrupt(rung);
      }
      if (wasInterrupted) {
        caller.interrupt();
      }
    }
  }

  private static void swallowInterrupt(CountDownLatch rung) {
    while (rung.getCount() > 0) {
      Thread.onSpinWait();
    }
    Thread.interrupted();
  }
}
