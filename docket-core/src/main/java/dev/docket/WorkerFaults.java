package dev.docket;

/**
 * Faults that a test can inject into one worker, to prove that work survives them. Each returns
 * once it is in force.
 */
public interface WorkerFaults {

  /** Ends the worker as if its process had died: nothing is settled, nobody is told. */
  void crash();

  /**
   * Ends the worker like {@link #crash}, as if that had been so long ago that the others take it
   * for dead now. Without this they do when its heartbeats have been missing for as long as the
   * docket's settings say.
   */
  void crashLongAgo();

  /** Stops its heartbeat and the renewal of its leases; its handlers run on. */
  void freeze();

  /** Freezes the worker like {@link #freeze}, as if that had been so long ago too. */
  void freezeLongAgo();

  /** Ends {@link #freeze}. */
  void thaw();

  /** Closes the connection over which it reads. */
  void killConnections();
}
