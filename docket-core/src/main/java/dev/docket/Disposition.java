package dev.docket;

/** What adding or replacing an execution did. */
public enum Disposition {
  /** The execution was put on the docket. */
  SCHEDULED,
  /** An execution with the same key is pending or running; nothing was changed. */
  ALREADY_SCHEDULED,
  /** A strike is in force against the execution; nothing was stored. */
  STRUCK
}
