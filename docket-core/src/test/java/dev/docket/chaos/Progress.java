package dev.docket.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** How many calls the producers have journaled so far. Reads only what is new. */
final class Progress {

  private final Path folder;
  private final Map<Path, Long> read = new HashMap<>();
  private long calls;

  Progress(Path folder) {
    this.folder = folder;
  }

  synchronized long calls() {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Progress::isOfProducer).toList()) {
        readOn(file);
      }
      return calls;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOfProducer(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("producer-") && name.endsWith(".journal");
  }

  private void readOn(Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      long from = read.getOrDefault(path, 0L);
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      String text = new String(bytes, UTF_8);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      calls += whole.lines().filter(line -> line.startsWith("call\t")).count();
      read.put(path, from + whole.getBytes(UTF_8).length);
    }
  }
}
