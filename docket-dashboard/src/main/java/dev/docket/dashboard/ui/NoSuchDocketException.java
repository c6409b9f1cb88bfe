package dev.docket.dashboard.ui;

/** An address names a docket that this dashboard does not show. */
public final class NoSuchDocketException extends RuntimeException {

  private static final long serialVersionUID = 1;

  NoSuchDocketException(String name) {
    super(name);
  }
}
