package dev.docket.dashboard.standalone;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real jar in a process of its own, started in an empty folder, with its output beside it. */
public record StandaloneJar(Process process, Path out, Path err) implements AutoCloseable {

  private static final Path JAR = Path.of(System.getProperty("docket.standalone.jar", "missing"));
  private static final Pattern ADDRESS = Pattern.compile("http://\\S+");

  /** For machines that are busy with something else. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  public static StandaloneJar start(
      Path folder, String input, Map<String, String> environment, String... words)
      throws IOException {
    // A shell that starts Maven in the background has it, and so us, ignore SIGINT.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(words));
    Path out = Files.createTempFile("docket-dashboard", ".out");
    Path err = Files.createTempFile("docket-dashboard", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("DOCKET_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (var typed = process.outputWriter(StandardCharsets.UTF_8)) {
      typed.write(input);
    }
    return new StandaloneJar(process, out, err);
  }

  /** The address that it prints once it serves. */
  public URI address() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> ADDRESS.matcher(text()).find() || !process.isAlive());
    Matcher address = ADDRESS.matcher(text());
    if (!address.find()) {
      throw new AssertionError("It has ended without an address: " + errText());
    }
    return URI.create(address.group());
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

  /** What was logged, without what the JVM itself says of the machine that it runs on. */
  List<String> log() {
    return errText()
        .lines()
        .filter(line -> !line.matches(".* VM warning: .*|Picked up \\w+: .*|\\[[^]]+s]\\[.*"))
        .toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    Files.deleteIfExists(out);
    Files.deleteIfExists(err);
  }
}
