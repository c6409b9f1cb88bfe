package dev.docket.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * What one process saw, one line per event. Each line is one {@code write} to a file opened for
 * appending: the kernel has it before the call returns, so {@code kill -9} of the process loses
 * nothing that was written, and tears no line. Safe for use by several threads.
 */
final class Journal implements AutoCloseable {

  private static final String SUFFIX = ".journal";
  private static final int FIRST_LINES = 10_000;

  private final OutputStream file;
  private final ReentrantLock lock = new ReentrantLock();

  private Journal(OutputStream file) {
    this.file = file;
  }

  static Journal open(Path folder, String name) {
    try {
      return new Journal(new FileOutputStream(folder.resolve(name + SUFFIX).toFile(), true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the first lines of a process tell of such an event. */
  static boolean tellsOf(String what, Path folder, String name) {
    try (InputStream file = Files.newInputStream(folder.resolve(name + SUFFIX))) {
      return new String(file.readNBytes(FIRST_LINES), UTF_8)
          .lines()
          .anyMatch(line -> line.startsWith(what + "\t"));
    } catch (IOException e) {
      return false;
    }
  }

  static Journal toNowhere() {
    return new Journal(OutputStream.nullOutputStream());
  }

  void write(String what, Object... namesAndValues) {
    byte[] bytes = (Line.of(what, namesAndValues) + "\n").getBytes(UTF_8);
    lock.lock();
    try {
      file.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of all journals in a folder; those of one process are in order. */
  static List<Line> readAll(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Line> lines = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList()) {
        String text = Files.readString(file);
        // Only whole lines count: the last may be of a write that the kill cut short.
        text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Line::parse).forEach(lines::add);
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
