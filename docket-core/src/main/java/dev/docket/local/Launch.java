package dev.docket.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How to start one server, again and again.
 *
 * @param port the wanted port, or 0 for any
 * @param sentinel the configuration of a Sentinel without its port, or empty for a data server
 */
record Launch(
    RedisBinary binary, int port, boolean unixSocket, List<String> arguments, String sentinel) {
  static final String SOCKET = "redis.sock";
  private static final String SENTINEL_FILE = "sentinel.conf";
  private static final Logger logger = LoggerFactory.getLogger(LocalRedis.class);

  /** The same server with more options in front, which those of the user override. */
  Launch with(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(arguments);
    return new Launch(binary, port, unixSocket, List.copyOf(all), sentinel);
  }

  /** The same executable as a Sentinel on the given port. */
  Launch asSentinel(int port, String configuration) {
    return new Launch(binary, port, false, List.of(), configuration);
  }

  static Path createFolder() {
    try {
      return Files.createTempDirectory("docket-redis-");
    } catch (IOException e) {
      throw new LocalRedisException("No temporary folder for a Redis server: " + e, e);
    }
  }

  /** Starts the server and returns when it is ready; leaves the folder when it does not start. */
  ServerProcess run(int port, Path folder) {
    long began = System.nanoTime();
    ServerProcess process;
    try {
      process = ServerProcess.launch(command(port, folder), folder, port);
    } catch (IOException e) {
      throw new LocalRedisException(binary.description() + " cannot be started: " + e, e);
    }
    try {
      process.awaitReady();
    } catch (LocalRedisException e) {
      process.kill();
      process.handOver();
      throw e;
    }
    long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
    logger.debug("Started {} on port {} in {} ms", binary.description(), port, millis);
    return process;
  }

  boolean keepsData() {
    int option = arguments.lastIndexOf("--appendonly");
    return option >= 0
        && option + 1 < arguments.size()
        && arguments.get(option + 1).toLowerCase(Locale.ROOT).equals("yes");
  }

  private List<String> command(int port, Path folder) throws IOException {
    String server = binary.file().toString();
    return sentinel.isEmpty()
        ? dataCommand(server, port, folder)
        : List.of(server, sentinelFile(port, folder).toString(), "--sentinel");
  }

  private List<String> dataCommand(String server, int port, Path folder) {
    List<String> words = new ArrayList<>(List.of(server, "--port", String.valueOf(port)));
    words.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
    words.addAll(List.of("--dir", folder.toString()));
    if (unixSocket) {
      words.addAll(List.of("--unixsocket", folder.resolve(SOCKET).toString()));
      words.addAll(List.of("--unixsocketperm", "700"));
    }
    words.addAll(arguments);
    return words;
  }

  /** A Sentinel keeps its state in its configuration file: a restarted one goes on with it. */
  private Path sentinelFile(int port, Path folder) throws IOException {
    Path file = folder.resolve(SENTINEL_FILE);
    if (!Files.exists(file)) {
      String head = "port " + port + "\nbind 127.0.0.1\ndir \"" + folder + "\"\n";
      Files.writeString(file, head + sentinel);
    }
    return file;
  }

  /** Removes the folder; for one that the watching shell has removed already, does nothing. */
  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      logger.warn("The folder {} of a Redis server could not be removed", folder, e);
    }
  }
}
