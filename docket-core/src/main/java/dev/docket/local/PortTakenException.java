package dev.docket.local;

/** Says that another process listens on the port that a server was to have. */
final class PortTakenException extends LocalRedisException {
  private static final long serialVersionUID = 1L;

  PortTakenException(int port, String log) {
    super(
        "Port "
            + port
            + " is taken by another process; leave the port out to get a free one.\n"
            + log);
  }
}
