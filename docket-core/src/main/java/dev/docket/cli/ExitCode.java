package dev.docket.cli;

/** What the process ends with, for scripts. */
final class ExitCode {

  static final int DONE = 0;

  /** Something that nobody expected, or that a handler class threw. */
  static final int ERROR = 1;

  /** A wrong option, argument or environment variable. */
  static final int USAGE = 2;

  /** Nothing under that key or name. */
  static final int NOT_FOUND = 3;

  /** Docket refused: a strike, or something under that key already. */
  static final int REFUSED = 4;

  /** Redis cannot be reached. */
  static final int CONNECTION = 5;

  /** {@code watch}: the execution failed. */
  static final int FAILED = 6;

  /** {@code watch}: the execution was cancelled. */
  static final int CANCELLED = 7;

  /** {@code watch}: the execution has not ended in time. */
  static final int TIMED_OUT = 8;

  private ExitCode() {}
}
