package dev.docket.junit;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The line to the first process of a container: orders go over its standard input, and it says
 * {@code ready} on its standard output when it has obeyed.
 */
final class ContainerLine implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;
  private static final byte[] END = new byte[0];

  private final ReentrantLock lock = new ReentrantLock();
  private final Orders orders = new Orders();
  private final Answers answers = new Answers();

  void attach(DockerClient client, String container) {
    client
        .attachContainerCmd(container)
        .withStdIn(orders)
        .withStdOut(true)
        .withStdErr(false)
        .withFollowStream(true)
        .exec(answers);
    try {
      answers.awaitStarted(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while attaching to a container", e);
    }
  }

  /** Sends an order and returns when it has been obeyed. */
  void order(String word) {
    lock.lock();
    try {
      orders.pieces.add((word + "\n").getBytes(StandardCharsets.US_ASCII));
      awaitReady();
    } finally {
      lock.unlock();
    }
  }

  void awaitReady() {
    String said;
    try {
      said = answers.lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a container", e);
    }
    if (!"ready".equals(said)) {
      throw new IllegalStateException(
          said == null
              ? "The Redis container says nothing for " + PATIENCE_SECONDS + " seconds"
              : "The Redis container cannot do it: " + said);
    }
  }

  @Override
  public void close() {
    orders.pieces.add(END);
  }

  /** What is read from here is the standard input of the container. */
  private static final class Orders extends InputStream {
    private final BlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>();
    // Written by the reading thread only.
    private byte[] current = new byte[0];
    private int at;
    private boolean ended;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (at == current.length && !ended) {
        try {
          current = pieces.take();
          at = 0;
          ended = current.length == 0;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("Interrupted while waiting for orders", e);
        }
      }
      if (ended) {
        return -1;
      }
      int count = Math.min(length, current.length - at);
      System.arraycopy(current, at, target, offset, count);
      at += count;
      return count;
    }
  }

  private static final class Answers extends ResultCallback.Adapter<Frame> {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();

    @Override
    public void onNext(@Nullable Frame frame) {
      if (frame == null) {
        return;
      }
      partial.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
      for (int end = partial.indexOf("\n"); end >= 0; end = partial.indexOf("\n")) {
        lines.add(partial.substring(0, end));
        partial.delete(0, end + 1);
      }
    }

    @Override
    public void onError(Throwable error) {
      lines.add("the connection broke: " + error);
      super.onError(error);
    }

    @Override
    public void onComplete() {
      lines.add("it has ended");
      super.onComplete();
    }
  }
}
