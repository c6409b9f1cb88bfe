package dev.docket.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real jar in a process of its own, with its output in files. */
record Cli(Process process, Path out, Path err) implements AutoCloseable {

  static final Path JAR = Path.of(System.getProperty("docket.cli.jar", "missing"));
  static final Path LAUNCHER = Path.of(System.getProperty("docket.cli.launcher", "missing"));
  static final String CLASSES = System.getProperty("docket.cli.test-classes", "missing");

  /** For machines that are busy with something else. */
  static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Starts {@code java -jar docket-core-…-cli.jar} with the words. */
  static Cli start(Map<String, String> environment, String... words) throws IOException {
    // A shell that starts Maven in the background has it, and so us, ignore SIGINT.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(java());
    command.addAll(List.of(words));
    return startCommand(environment, command);
  }

  static List<String> java() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", JAR.toString());
  }

  static Cli startCommand(Map<String, String> environment, List<String> command)
      throws IOException {
    Path out = Files.createTempFile("docket-cli", ".out");
    Path err = Files.createTempFile("docket-cli", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("DOCKET_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return new Cli(process, out, err);
  }

  /** Runs to the end. */
  static Cli run(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    Cli started = start(environment, words);
    started.exitCode();
    return started;
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("It goes on and on; it said: " + errText());
    }
    return process.exitValue();
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  String text() {
    return read(out);
  }

  String errText() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    Files.deleteIfExists(out);
    Files.deleteIfExists(err);
  }
}
