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

/**
 * How many lines of one kind the processes of one kind have journaled so far. Reads only what is
 * new. Safe for use by several threads.
 */
final class Progress {

  private final Path folder;
  private final String processes;
  private final String what;
  private final Map<Path, Long> read = new HashMap<>();
  private long count;

  private Progress(Path folder, String processes, String what) {
    this.folder = folder;
    this.processes = processes;
    this.what = what;
  }

  /** Of the calls that producers have made. */
  static Progress ofCalls(Path folder) {
    return new Progress(folder, "producer-", "call\t");
  }

  /** Of the runs that workers have settled. */
  static Progress ofRuns(Path folder) {
    return new Progress(folder, "worker-", "settled\t");
  }

  synchronized long count() {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(this::counts).toList()) {
        readOn(file);
      }
      return count;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean counts(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(processes) && name.endsWith(".journal");
  }

  private void readOn(Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      long from = read.getOrDefault(path, 0L);
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      String text = new String(bytes, UTF_8);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      count += whole.lines().filter(line -> line.startsWith(what)).count();
      read.put(path, from + whole.getBytes(UTF_8).length);
    }
  }
}
