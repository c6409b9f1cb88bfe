package dev.docket;

import java.io.Serial;

/** The root of all exceptions that Docket throws. All are unchecked. */
public class DocketException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   */
  public DocketException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   * @param cause what led to it
   */
  public DocketException(String message, Throwable cause) {
    super(message, cause);
  }
}
