package dev.docket;

/** Where an execution is in its life. */
public enum ExecutionState {
  /** Waits for its due time, for a retry or for a slot. */
  SCHEDULED,
  /** Is due and waits for a worker. */
  QUEUED,
  /** Runs on a worker. */
  RUNNING,
  /** Ended, successfully. */
  COMPLETED,
  /** Ended with an error, after its last attempt. */
  FAILED,
  /** Was cancelled, struck, or dropped by a limit. */
  CANCELLED;

  /**
   * Tells whether this is the end of an execution.
   *
   * @return true for {@link #COMPLETED}, {@link #FAILED} and {@link #CANCELLED}
   */
  public boolean isTerminal() {
    return switch (this) {
      case SCHEDULED, QUEUED, RUNNING -> false;
      case COMPLETED, FAILED, CANCELLED -> true;
    };
  }
}
