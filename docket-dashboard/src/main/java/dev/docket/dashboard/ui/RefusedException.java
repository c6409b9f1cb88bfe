package dev.docket.dashboard.ui;

/** An action was asked for that is not allowed here. */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  RefusedException(String message) {
    super(message);
  }
}
