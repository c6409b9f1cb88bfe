package dev.docket;

import java.io.Serial;

/** Redis cannot be reached, is too old, or did not answer in time. */
public final class DocketConnectionException extends DocketException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   */
  public DocketConnectionException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   * @param cause what led to it
   */
  public DocketConnectionException(String message, Throwable cause) {
    super(message, cause);
  }
}
