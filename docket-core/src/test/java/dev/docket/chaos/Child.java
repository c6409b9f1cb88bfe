package dev.docket.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Java process of ours. It ends with this one, since its standard input is a pipe that closes
 * then. Signals go to its own process id and to no other.
 */
final class Child {

  private final String name;
  private final Process process;

  private Child(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  static Child start(
      List<String> options, Class<?> main, Path folder, String name, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What matters is how soon it is up, and that eight of them fit on two processors.
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx192m"));
    words.addAll(options);
    words.addAll(List.of("-XX:-UsePerfData", "-Xlog:disable", "-Xlog:all=off"));
    words.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    words.add("-Dorg.slf4j.simpleLogger.log.dev.docket.runs=off");
    words.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
    words.add(main.getName());
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.redirectErrorStream(true);
    builder.redirectOutput(folder.resolve(name + ".log").toFile());
    try {
      return new Child(name, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return name;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Kills it as {@code kill -9} does and waits until it is gone. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Asks it to end in order ({@code SIGTERM}); says whether it did in time. */
  boolean finish(Duration patience) {
    // Process.destroy would close its standard input too, on which it hangs as on a lifeline.
    process.toHandle().destroy();
    return ends(patience);
  }

  boolean ends(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  int exitCode() {
    return process.exitValue();
  }

  /**
   * Stops it for a while ({@code SIGSTOP}, then {@code SIGCONT}). The shell that does so goes on
   * when this process dies, so that nothing stays stopped.
   */
  void stopFor(int millis, Runnable healed) {
    String pid = Long.toString(process.pid());
    String script = "kill -STOP $1 && sleep $2; kill -CONT $1 2>/dev/null";
    String seconds = "%d.%03d".formatted(millis / 1000, millis % 1000);
    try {
      new ProcessBuilder("/bin/sh", "-c", script, "docket-chaos", pid, seconds)
          .start()
          .onExit()
          .thenRun(healed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
