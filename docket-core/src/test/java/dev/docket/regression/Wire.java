package dev.docket.regression;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Stands between a docket and its Redis, and passes everything on unless told otherwise. */
final class Wire implements Closeable {

  private final ServerSocket door;
  private final URI redis;
  private final AtomicBoolean swallow = new AtomicBoolean();
  private final AtomicInteger swallowed = new AtomicInteger();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile @Nullable String heldBy;

  Wire(URI redis) throws IOException {
    this.redis = redis;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "redis://127.0.0.1:" + door.getLocalPort();
  }

  /** Loses one answer, whichever comes first, and cuts its connection. */
  void swallowNextAnswer() {
    swallow.set(true);
  }

  int swallowed() {
    return swallowed.get();
  }

  /** Keeps the answers of a connection back from its first request on that holds the text. */
  void holdAnswersTo(String text) {
    heldBy = text;
  }

  /** Waits until such a request has been passed on. */
  void awaitHeld() throws InterruptedException {
    held.await();
  }

  /** Passes on what was kept back, and all that follows. */
  void release() {
    heldBy = null;
    released.countDown();
  }

  private void accept() {
    try {
      while (true) {
        new Connection(door.accept(), new Socket(redis.getHost(), redis.getPort())).start();
      }
    } catch (IOException e) {
      // closed
    }
  }

  @Override
  public void close() throws IOException {
    release();
    door.close();
  }

  private final class Connection {
    private final Socket client;
    private final Socket server;
    private volatile boolean holding;

    Connection(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void start() {
      Thread.ofVirtual().start(() -> pass(client, server, this::isRequestPassed));
      Thread.ofVirtual().start(() -> pass(server, client, this::isAnswerPassed));
    }

    private boolean isRequestPassed(byte[] bytes, int length) {
      String text = heldBy;
      if (text != null && new String(bytes, 0, length, StandardCharsets.UTF_8).contains(text)) {
        holding = true;
        held.countDown();
      }
      return true;
    }

    private boolean isAnswerPassed(byte[] bytes, int length) throws InterruptedException {
      if (swallow.compareAndSet(true, false)) {
        swallowed.incrementAndGet();
        return false;
      }
      if (holding) {
        released.await();
      }
      return true;
    }

    private void pass(Socket from, Socket to, Filter filter) {
      byte[] buffer = new byte[65_536];
      try (from;
          to;
          InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        int read;
        while ((read = in.read(buffer)) >= 0 && filter.isPassed(buffer, read)) {
          out.write(buffer, 0, read);
        }
      } catch (IOException e) {
        // the other end is closed
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private interface Filter {
    boolean isPassed(byte[] bytes, int length) throws InterruptedException;
  }
}
