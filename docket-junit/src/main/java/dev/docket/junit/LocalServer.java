package dev.docket.junit;

import dev.docket.local.LocalCluster;
import dev.docket.local.LocalRedis;
import dev.docket.local.LocalSentinel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Redis processes on this machine.
 *
 * @param servers those that hold data
 * @param processes all of them
 */
record LocalServer(
    String url, List<LocalRedis> servers, List<LocalRedis> processes, AutoCloseable ending)
    implements RedisServer {

  private static final int ANSWER_MILLIS = 5000;

  /** Starts them; with a disk to keep their data on when they are to be disturbed. */
  static LocalServer start(LocalRedis.Source source, Topology topology, boolean lasting) {
    LocalRedis.Builder settings = LocalRedis.builder().source(source);
    if (lasting) {
      settings.arguments("--appendonly", "yes");
    }
    return switch (topology) {
      case STANDALONE -> {
        LocalRedis server = settings.start();
        yield new LocalServer(server.url(), List.of(server), List.of(server), server);
      }
      case CLUSTER -> {
        LocalCluster cluster = LocalCluster.builder().servers(settings).start();
        yield new LocalServer(cluster.url(), cluster.nodes(), cluster.nodes(), cluster);
      }
      case SENTINEL -> {
        LocalSentinel sentinel = LocalSentinel.builder().servers(settings).start();
        List<LocalRedis> all = new java.util.ArrayList<>(sentinel.servers());
        all.addAll(sentinel.sentinels());
        yield new LocalServer(sentinel.url(), sentinel.servers(), all, sentinel);
      }
    };
  }

  @Override
  public String origin() {
    return servers.getFirst().source();
  }

  @Override
  public void restart(boolean keepData) {
    if (!keepData) {
      servers.forEach(server -> forget(server.port()));
    }
    servers.forEach(LocalRedis::restart);
  }

  /** A replica refuses, and follows its master. */
  private static void forget(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
      if (socket.getInputStream().read() < 0) {
        throw new IOException("the connection was closed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The Redis on port " + port + " could not be emptied", e);
    }
  }

  @Override
  public void pause() {
    processes.forEach(LocalRedis::pause);
  }

  @Override
  public void resume() {
    processes.forEach(LocalRedis::resume);
  }

  @Override
  public void close() {
    try {
      ending.close();
    } catch (Exception e) {
      throw new IllegalStateException("The Redis at " + url + " could not be ended", e);
    }
  }
}
