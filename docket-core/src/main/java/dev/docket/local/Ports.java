package dev.docket.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Picks free loopback ports. They lie below the range from which operating systems take the ports
 * of outgoing connections, so that a server that is restarted finds its port still free, and low
 * enough for the cluster bus to have its own at {@code port + 10000}.
 */
final class Ports {
  private static final int FIRST = 11_000;
  private static final int LAST = 22_000;
  private static final int BUS_OFFSET = 10_000;
  private static final int TRIES = 1_000;

  private Ports() {}

  static int free() {
    return free(1).getFirst();
  }

  /** Returns so many different ports that are free just now, bus ports included. */
  static List<Integer> free(int count) {
    Set<Integer> found = new LinkedHashSet<>();
    for (int i = 0; i < TRIES && found.size() < count; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      if (isFree(port) && isFree(port + BUS_OFFSET)) {
        found.add(port);
      }
    }
    if (found.size() < count) {
      throw new LocalRedisException(
          "No free port between " + FIRST + " and " + LAST + " on the loopback address.");
    }
    return List.copyOf(found);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
