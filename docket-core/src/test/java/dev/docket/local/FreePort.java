package dev.docket.local;

/** For a test that starts a server by itself. */
public final class FreePort {

  private FreePort() {}

  /** A loopback port that no outgoing connection takes meanwhile. */
  public static int next() {
    return Ports.free();
  }
}
