package dev.docket.operations;

/** Where an execution can be, and in which order the executions there are listed. */
public enum Place {
  /** Due later; the one that is due first comes first. */
  SCHEDULED,
  /** Ready, or delivered and about to start; the one that has waited longest comes first. */
  QUEUED,
  /** Claimed by a worker; the one that was put on the queue first comes first. */
  RUNNING,
  /** Waits for a slot of a concurrency limit; the one that has waited longest comes first. */
  PARKED,
  /** Ended well; the latest comes first. */
  COMPLETED,
  /** Ended badly, after all attempts; the latest comes first. */
  FAILED,
  /** Cancelled, struck or dropped; the latest comes first. */
  CANCELLED;

  /**
   * Tells whether executions there have ended.
   *
   * @return true for {@link #COMPLETED}, {@link #FAILED} and {@link #CANCELLED}
   */
  public boolean isTerminal() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }
}
