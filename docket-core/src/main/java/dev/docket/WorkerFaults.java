package dev.docket;

/**
 * Faults that a test can inject into one worker, to prove that work survives them. Each returns
 * once it is in force.
 */
public interface WorkerFaults {

  /** Ends the worker as if its process had died: nothing is settled, nobody is told. */
  void crash();

  /** Stops its heartbeat and the renewal of its leases; its handlers run on. */
  void freeze();

  /** Ends {@link #freeze}. */
  void thaw();

  /** Closes the connection over which it reads. */
  void killConnections();
}
