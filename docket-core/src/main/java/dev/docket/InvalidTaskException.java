package dev.docket;

import java.io.Serial;

/**
 * A task cannot be used as it is declared or given: it is not a record, its annotations conflict, a
 * duration or cron expression is malformed, or JSON cannot carry it. The message names the type and
 * the fix.
 */
public class InvalidTaskException extends DocketException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   */
  public InvalidTaskException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   * @param cause what led to it
   */
  public InvalidTaskException(String message, Throwable cause) {
    super(message, cause);
  }
}
