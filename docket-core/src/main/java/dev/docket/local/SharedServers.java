package dev.docket.local;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The servers that {@code memory://name} means. They end with the JVM, so nobody counts users. */
final class SharedServers {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, LocalRedis> servers = new HashMap<>();

  LocalRedis named(String name) {
    lock.lock();
    try {
      LocalRedis server = servers.get(name);
      if (server == null || server.isClosed()) {
        server = LocalRedis.start();
        servers.put(name, server);
      }
      return server;
    } finally {
      lock.unlock();
    }
  }
}
