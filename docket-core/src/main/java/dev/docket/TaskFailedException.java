package dev.docket;

import java.io.Serial;

/** The awaited execution failed, on whatever worker ran it. */
public final class TaskFailedException extends DocketException {
  @Serial private static final long serialVersionUID = 1L;

  /** The class name of the remote error. */
  private final String errorType;

  /** The printed stack trace of the remote error. */
  private final String stackTraceText;

  /**
   * Creates the exception.
   *
   * @param message the error of the execution, as {@code Type: message}
   * @param errorType the class name of the remote error
   * @param stackTraceText the printed stack trace of the remote error
   */
  public TaskFailedException(String message, String errorType, String stackTraceText) {
    super(message);
    this.errorType = errorType;
    this.stackTraceText = stackTraceText;
  }

  /**
   * Returns the type of the remote error.
   *
   * @return its class name; empty when it is not known
   */
  public String errorType() {
    return errorType;
  }

  /**
   * Returns the stack trace of the remote error.
   *
   * @return the stack trace as printed where it happened; empty when it was not kept
   */
  public String stackTraceText() {
    return stackTraceText;
  }
}
