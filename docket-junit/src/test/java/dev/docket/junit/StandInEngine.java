package dev.docket.junit;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Answers on a socket like a Docker engine, as far as it is told what to say. */
final class StandInEngine {

  /** What it is told to say, and closes the connection instead. */
  static final String NOTHING = "";

  private StandInEngine() {}

  /** Listens, and never answers. */
  static ServerSocketChannel listen(Path socket) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    return channel.bind(UnixDomainSocketAddress.of(socket));
  }

  /** Answers what it knows, by path (or by a part of it), and everything else with 404. */
  static ServerSocketChannel start(Path socket, Map<String, String> known) throws IOException {
    ServerSocketChannel channel = listen(socket);
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (channel.isOpen()) {
                try (SocketChannel client = channel.accept()) {
                  ByteBuffer request = ByteBuffer.allocate(2000);
                  client.read(request);
                  String path =
                      new String(request.array(), StandardCharsets.US_ASCII).split(" ")[1];
                  client.write(
                      ByteBuffer.wrap(answer(path, known).getBytes(StandardCharsets.UTF_8)));
                } catch (IOException closed) {
                  // The test is over.
                }
              }
            });
    return channel;
  }

  private static String answer(String path, Map<String, String> known) {
    return known.entrySet().stream()
        .filter(entry -> path.contains(entry.getKey()))
        .findFirst()
        .map(entry -> answer(entry.getValue()))
        .orElse("HTTP/1.0 404 Not Found\r\n\r\n{\"message\":\"no such thing\"}");
  }

  /** With a status in front, unless all is well. */
  private static String answer(String text) {
    if (text.equals(NOTHING)) {
      return "";
    }
    boolean well = !text.matches("\\d{3} .*");
    String status = well ? "200" : text.substring(0, 3);
    return "HTTP/1.0 %s Said\r\n\r\n%s".formatted(status, well ? text : text.substring(4));
  }
}
