package dev.docket.internal.worker;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The machine that a worker runs on. */
public final class Host {

  private Host() {}

  /** Its name, or {@code localhost} when it has none. */
  public static String name() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
