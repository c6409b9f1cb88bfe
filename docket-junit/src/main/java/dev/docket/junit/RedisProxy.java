package dev.docket.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Stands between a test and a server of its own, so that the network can be made slow or be cut.
 * Virtual threads carry the bytes; what comes from the server is handed on when it is due.
 */
final class RedisProxy implements AutoCloseable {

  private static final ByteBuffer END = ByteBuffer.allocate(0);

  private final InetSocketAddress target;
  private final ServerSocket door;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private volatile long latencyNanos;

  private RedisProxy(InetSocketAddress target, ServerSocket door) {
    this.target = target;
    this.door = door;
  }

  /** Opens a proxy to the server at a URL. */
  static RedisProxy to(String url) {
    URI uri = URI.create(url);
    try {
      RedisProxy proxy =
          new RedisProxy(
              new InetSocketAddress(uri.getHost(), uri.getPort()),
              new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().name("docket-proxy-" + proxy.door.getLocalPort()).start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("No port for a proxy to " + url, e);
    }
  }

  String url() {
    return "redis://127.0.0.1:" + door.getLocalPort() + "/0";
  }

  void latency(Duration latency) {
    latencyNanos = latency.toNanos();
  }

  /** Cuts what is connected; new connections are let through. */
  void disconnect() {
    links.forEach(Link::close);
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      disconnect();
    }
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException e) {
        // Closed, or a client that is gone already.
      }
    }
  }

  /** A server that is down shows itself as a connection that ends at once. */
  private void connect(Socket client) {
    Socket server = new Socket();
    Link link = new Link(client, server);
    links.add(link);
    try {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      server.connect(target);
      Thread.ofVirtual().start(link::receive);
      Thread.ofVirtual().start(link::deliver);
      link.send();
    } catch (IOException e) {
      link.close();
    }
    if (door.isClosed()) {
      link.close();
    }
  }

  /** Bytes from the server, in a buffer of their own, and when they are due by nanoTime. */
  private record Piece(ByteBuffer bytes, long due) {}

  private final class Link {
    private final Socket client;
    private final Socket server;
    private final BlockingQueue<Piece> answers = new LinkedBlockingQueue<>();

    Link(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void send() {
      try {
        client.getInputStream().transferTo(server.getOutputStream());
      } catch (IOException e) {
        // Either side has hung up.
      } finally {
        close();
      }
    }

    void receive() {
      byte[] buffer = new byte[16_384];
      try {
        for (int n = server.getInputStream().read(buffer); n >= 0; ) {
          answers.add(new Piece(copy(buffer, n), System.nanoTime() + latencyNanos));
          n = server.getInputStream().read(buffer);
        }
      } catch (IOException e) {
        // Either side has hung up.
      } finally {
        answers.add(new Piece(END, System.nanoTime()));
      }
    }

    private static ByteBuffer copy(byte[] buffer, int length) {
      return ByteBuffer.wrap(Arrays.copyOf(buffer, length));
    }

    void deliver() {
      try {
        for (Piece piece = answers.take(); piece.bytes().hasRemaining(); piece = answers.take()) {
          TimeUnit.NANOSECONDS.sleep(piece.due() - System.nanoTime());
          client.getOutputStream().write(piece.bytes().array());
        }
      } catch (IOException e) {
        // The client has hung up.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        close();
      }
    }

    void close() {
      links.remove(this);
      for (Socket socket : new Socket[] {client, server}) {
        try {
          socket.close();
        } catch (IOException e) {
          // It is of no more use either way.
        }
      }
    }
  }
}
