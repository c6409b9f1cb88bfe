package dev.docket.junit;

import dev.docket.Worker;
import dev.docket.WorkerFaults;

/** Faults for a worker that runs, to prove that work survives them. */
public final class Faults {

  private final WorkerFaults faults;

  private Faults(WorkerFaults faults) {
    this.faults = faults;
  }

  /**
   * Returns the faults of a worker.
   *
   * @param worker an injected one, or one that the test built
   * @return its faults; each throws IllegalStateException while the worker does not run
   */
  public static Faults of(Worker worker) {
    return new Faults(worker.faults());
  }

  /** Ends the worker as if its process had died: no acknowledgement, no farewell. */
  public void crash() {
    faults.crash();
  }

  /** Stops its heartbeat and the renewal of its leases. */
  public void freeze() {
    faults.freeze();
  }

  /** Ends {@link #freeze}. */
  public void thaw() {
    faults.thaw();
  }

  /** Closes the connection over which it reads. */
  public void killConnections() {
    faults.killConnections();
  }
}
