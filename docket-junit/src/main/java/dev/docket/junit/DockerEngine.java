package dev.docket.junit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A Docker engine, asked over its own socket: an answer, or that there is none, takes milliseconds.
 *
 * @param host as in {@code DOCKER_HOST}: {@code unix:///path} or {@code tcp://host:port}
 */
record DockerEngine(String host) {

  private static final int LONGEST_ANSWER = 1_000_000;

  /** What the engine said; status 0 when it said nothing, and why in the body. */
  record Answer(int status, String body) {
    boolean ok() {
      return status == 200;
    }

    boolean silent() {
      return status == 0;
    }
  }

  /** Tells that it did not say something, and why. */
  String silence(String about, Answer answer) {
    return "the Docker engine at %s answers a ping, and does not say %s: %s"
        .formatted(host, about, answer.body());
  }

  Answer get(String path, Duration patience) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    Thread asking =
        Thread.ofPlatform()
            .daemon()
            .name("docket-docker-probe")
            .start(
                () -> {
                  try {
                    answer.complete(ask(path));
                  } catch (IOException | RuntimeException e) {
                    answer.completeExceptionally(e);
                  }
                });
    try {
      return answer.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      // Closes the channel that it waits for.
      asking.interrupt();
      Throwable cause = e.getCause() == null ? e : e.getCause();
      boolean late = cause instanceof java.util.concurrent.TimeoutException;
      String why = late ? "no answer within " + patience.toMillis() + " ms" : why(cause);
      return new Answer(0, why);
    }
  }

  private static String why(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private Answer ask(String path) throws IOException {
    try (SocketChannel channel = open()) {
      String request = "GET " + path + " HTTP/1.0\r\nHost: docker\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      ByteBuffer piece = ByteBuffer.allocate(8192);
      while (answer.size() < LONGEST_ANSWER && channel.read(piece) >= 0) {
        answer.write(piece.array(), 0, piece.position());
        piece.clear();
      }
      return parse(answer.toString(StandardCharsets.UTF_8));
    }
  }

  private static Answer parse(String text) throws IOException {
    String[] words = text.split(" ", 3);
    if (words.length < 3 || !words[0].startsWith("HTTP/") || !words[1].matches("\\d{3}")) {
      throw new IOException("what listens there is no Docker engine");
    }
    int body = text.indexOf("\r\n\r\n");
    return new Answer(Integer.parseInt(words[1]), body < 0 ? "" : text.substring(body + 4));
  }

  private SocketChannel open() throws IOException {
    URI uri = URI.create(host);
    SocketAddress address;
    SocketChannel channel;
    switch (String.valueOf(uri.getScheme())) {
      case "unix" -> {
        address = UnixDomainSocketAddress.of(uri.getPath());
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      }
      case "tcp", "http" -> {
        address = new InetSocketAddress(uri.getHost(), uri.getPort());
        channel = SocketChannel.open();
      }
      default -> throw new IOException("Testcontainers can use unix://, tcp:// and npipe:// only");
    }
    try {
      channel.connect(address);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    return channel;
  }
}
