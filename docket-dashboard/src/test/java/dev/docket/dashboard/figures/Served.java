package dev.docket.dashboard.figures;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The standalone jar in a process of its own. */
record Served(Process process, URI address, long millis) implements AutoCloseable {

  private static final Pattern ADDRESS = Pattern.compile("http://\\S+");

  static Served start(Path jar, String url, String docket)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(
                java,
                "-Xmx256m",
                "-jar",
                jar.toString(),
                "--url",
                url,
                "--docket",
                docket,
                "--port",
                "0")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (HttpClient client = HttpClient.newHttpClient()) {
      BufferedReader out = process.inputReader();
      Matcher line = ADDRESS.matcher(String.valueOf(out.readLine()));
      if (!line.find()) {
        throw new IllegalStateException("It did not start");
      }
      URI address = URI.create(line.group());
      client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
      return new Served(process, address, (System.nanoTime() - start) / 1_000_000);
    }
  }

  long residentKibibytes() throws IOException {
    try (var lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
