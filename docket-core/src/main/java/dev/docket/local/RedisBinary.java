package dev.docket.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server executable that has answered {@code --version} with a version that Docket supports.
 *
 * @param origin where it was found, such as {@code on PATH}
 */
record RedisBinary(Path file, String version, String origin) {
  private static final Pattern VERSION = Pattern.compile("\\bv=((\\d+)\\.(\\d+)\\.\\d+\\S*)");
  private static final int MAJOR = 6;
  private static final int MINOR = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int BUSY_TRIES = 50;

  /** Asks the file for its version; an {@code IOException} says in words why it cannot be used. */
  static RedisBinary probe(Path file, String origin) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no such file");
    }
    if (!Files.isExecutable(file)) {
      throw new IOException("it is not executable");
    }
    String answer = ask(file);
    Matcher version = VERSION.matcher(answer);
    if (!version.find()) {
      throw new IOException("it does not answer --version as a Redis server does: " + answer);
    }
    int major = Integer.parseInt(version.group(2));
    int minor = Integer.parseInt(version.group(3));
    if (major < MAJOR || (major == MAJOR && minor < MINOR)) {
      throw new IOException(
          "it is version "
              + version.group(1)
              + "; Docket needs "
              + MAJOR
              + "."
              + MINOR
              + " or newer");
    }
    return new RedisBinary(file, version.group(1), origin);
  }

  String description() {
    String name = String.valueOf(file.getFileName());
    return name + " " + version + " " + origin + " (" + file + ")";
  }

  private static String ask(Path file) throws IOException {
    Process process = launch(file);
    try {
      process.getOutputStream().close();
      byte[] answer = process.getInputStream().readNBytes(1_000);
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("it does not answer --version");
      }
      return new String(answer, StandardCharsets.UTF_8).strip();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while it was asked for its version", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * A file that was just unpacked is "busy" for as long as a child that another thread forked while
   * it was being written has not yet closed the descriptors it inherited: a few milliseconds.
   */
  private static Process launch(Path file) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        return new ProcessBuilder(file.toString(), "--version").redirectErrorStream(true).start();
      } catch (IOException e) {
        boolean busy = String.valueOf(e.getMessage()).contains("error=26");
        if (!busy || tries == BUSY_TRIES) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
      }
    }
  }
}
