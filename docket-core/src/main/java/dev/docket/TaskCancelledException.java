package dev.docket;

import java.io.Serial;

/** The awaited execution was cancelled, struck or dropped by a limit. */
public final class TaskCancelledException extends DocketException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   */
  public TaskCancelledException(String message) {
    super(message);
  }
}
