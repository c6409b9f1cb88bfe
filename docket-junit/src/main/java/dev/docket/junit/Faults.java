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

  /**
   * Ends the worker as if its process had died: no acknowledgement, no farewell. The others take it
   * for dead at once, as they would once its heartbeats had been missing long enough, so that the
   * test need not wait for that.
   */
  public void crash() {
    faults.crashLongAgo();
  }

  /**
   * Stops its heartbeat and the renewal of its leases, while its handlers run on. The others take
   * it for dead at once, as after {@link #crash}.
   */
  public void freeze() {
    faults.freezeLongAgo();
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
