package dev.docket;

import java.io.Serial;

/** A task was added by a name that neither this process nor any live worker knows. */
public final class UnknownTaskException extends DocketException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what happened, to what, and what to do
   */
  public UnknownTaskException(String message) {
    super(message);
  }
}
