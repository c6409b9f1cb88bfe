package dev.docket;

import java.io.Serial;

/** An execution had not ended when the time to wait for its result was over. */
public final class ResultTimeoutException extends DocketException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   */
  public ResultTimeoutException(String message) {
    super(message);
  }
}
