package dev.docket.local;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several servers that start together, or not at all, and end together. */
final class Fleet {
  private Fleet() {}

  static List<LocalRedis> start(List<Launch> launches) {
    List<LocalRedis> started = new ArrayList<>();
    RuntimeException failure = null;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<LocalRedis>> starts = new ArrayList<>();
      for (Launch launch : launches) {
        starts.add(threads.submit(() -> LocalRedis.start(launch)));
      }
      for (Future<LocalRedis> start : starts) {
        try {
          started.add(start.get());
        } catch (ExecutionException e) {
          failure = cause(e);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          failure = new LocalRedisException("Interrupted while Redis servers were starting", e);
        }
      }
    }
    if (failure != null) {
      close(started);
      throw failure;
    }
    return List.copyOf(started);
  }

  static void close(List<LocalRedis> servers) {
    servers.forEach(LocalRedis::close);
  }

  /** The server on a port, as other servers name each other. */
  static LocalRedis on(int port, List<LocalRedis> servers) {
    for (LocalRedis server : servers) {
      if (server.port() == port) {
        return server;
      }
    }
    throw new LocalRedisException("No server of ours listens on port " + port);
  }

  /** Returns one field of INFO or CLUSTER INFO, or the empty text. */
  static String field(String info, String name) {
    for (String line : info.lines().toList()) {
      if (line.startsWith(name + ":")) {
        return line.substring(name.length() + 1);
      }
    }
    return "";
  }

  static boolean isMaster(LocalRedis server) {
    return role(server).equals("master");
  }

  static boolean isReplicaOf(LocalRedis master, LocalRedis server) {
    String info = RawRedis.ask(server.port(), "INFO", "replication");
    return field(info, "master_port").equals(String.valueOf(master.port()))
        && field(info, "master_link_status").equals("up");
  }

  private static String role(LocalRedis server) {
    return field(RawRedis.ask(server.port(), "INFO", "replication"), "role");
  }

  private static RuntimeException cause(ExecutionException e) {
    Throwable cause = e.getCause();
    return cause instanceof RuntimeException unchecked ? unchecked : new CompletionException(cause);
  }
}
