package dev.docket.internal.redis;

import dev.docket.Docket;
import dev.docket.local.LocalRedis;
import dev.docket.local.LocalSentinel;
import dev.docket.tasks.Trace;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class MasterWatchTest {

  /** Passes bytes on to a port, unless it is cut. */
  private static final class Passage implements AutoCloseable {
    private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final int target;
    private volatile boolean cut;

    Passage(int target) throws IOException {
      this.target = target;
      Thread.ofVirtual().start(this::accept);
    }

    int port() {
      return entrance.getLocalPort();
    }

    private void accept() {
      try {
        while (true) {
          Socket in = entrance.accept();
          if (cut) {
            in.close();
          } else {
            Socket out = new Socket(InetAddress.getLoopbackAddress(), target);
            pass(in, out);
            pass(out, in);
          }
        }
      } catch (IOException e) {
        // It has been closed.
      }
    }

    private void pass(Socket from, Socket to) {
      sockets.add(from);
      Thread.ofVirtual()
          .start(
              () -> {
                try (from;
                    to) {
                  from.getInputStream().transferTo(to.getOutputStream());
                } catch (SocketException e) {
                  // Cut.
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
    }

    void cut() throws IOException {
      cut = true;
      for (Socket socket : sockets) {
        socket.close();
      }
    }

    void heal() {
      cut = false;
    }

    @Override
    public void close() throws IOException {
      entrance.close();
      cut();
    }
  }

  @Test
  void a_change_of_master_that_was_not_heard_is_learned_when_a_sentinel_can_be_reached_again()
      throws IOException {
    try (LocalSentinel servers = LocalSentinel.start();
        Passage toSentinel = new Passage(servers.sentinels().getFirst().port());
        Docket docket =
            Docket.connect(
                "redis-sentinel://127.0.0.1:%d/mymaster".formatted(toSentinel.port()), "unheard");
        RedisClient client = RedisClient.create()) {
      docket.add(new Trace("before"));
      toSentinel.cut();
      LocalRedis heir = servers.failover();
      toSentinel.heal();

      try (var connection = client.connect(RedisURI.create(heir.url()))) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(8))
            .until(
                () -> {
                  String key = docket.add(new Trace("after")).key();
                  return connection.sync().exists("{unheard}:run:" + key) == 1;
                });
      }
    }
  }
}
