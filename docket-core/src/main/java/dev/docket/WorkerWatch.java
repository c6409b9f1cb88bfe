package dev.docket;

import java.time.Duration;

/**
 * Looks on while a thread waits for a worker, to end what would wait for ever: for test toolkits.
 * Called by the thread that waits, some ten times a second from its first tenth of a second on, in
 * {@link Worker#runUntilFinished}, {@link Worker#runAtMost}, {@link Worker#runUntil}, {@link
 * Worker#stop} and {@link Worker#close}, and in {@link Docket#close} for each worker that runs
 * there.
 */
@FunctionalInterface
public interface WorkerWatch {

  /**
   * Looks on. What it throws is thrown to the caller that waits, after the worker has been ended as
   * by {@link WorkerFaults#crash}.
   *
   * @param wait the wait so far
   */
  void waiting(Wait wait);

  /**
   * A wait of one thread.
   *
   * @param worker what is waited for
   * @param waited for how long, in real time
   * @param interrupted whether the thread that ran the worker was interrupted, so that it waits for
   *     nothing but the handlers that it has started
   * @param bounded whether the worker runs until some instant, or a number of runs, so that what
   *     repeats itself ends
   */
  record Wait(Worker worker, Duration waited, boolean interrupted, boolean bounded) {}
}
