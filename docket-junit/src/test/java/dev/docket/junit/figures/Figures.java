package dev.docket.junit.figures;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Measures the toolkit and prints a table. Run by {@code mvn -q -Pfigures -pl docket-junit -am
 * test-compile}; each time to the first docket is taken in a JVM of its own.
 */
public final class Figures {

  /** Where samples write how long each of their tests took, in nanoseconds. */
  static final List<Long> NANOS = new CopyOnWriteArrayList<>();

  private static final int FRESH_JVMS = 3;

  /** Rounds of 500 tests until the JVM has compiled what is used often. */
  private static final int WARM_UP = 3;

  private Figures() {}

  /** Without arguments measures all; with "first" and a start time it is one fresh JVM. */
  public static void main(String[] words) throws IOException {
    if (words.length == 2) {
      run(Map.of(), FirstSample.class);
      System.out.println("first " + (FirstSample.injectedAt - Long.parseLong(words[1])));
      return;
    }
    System.out.printf(
        "%nCores: %d, Java %s%n%n", Runtime.getRuntime().availableProcessors(), Runtime.version());
    row("figure", "best", "median", "90 % within");
    row("---", "---", "---", "---");
    for (String source : List.of("path", "embedded", "testcontainers")) {
      firstDocket(source);
    }
    run(Map.of(), EachSample.class);
    row("a test, of the first 500 in a JVM", NANOS);
    for (int round = 0; round < WARM_UP; round++) {
      run(Map.of(), EachSample.class);
    }
    NANOS.clear();
    run(Map.of(), EachSample.class);
    row("a test: add, runUntilFinished, teardown", NANOS);
    inParallel();
    run(Map.of(), MonthSample.class);
    NANOS.clear();
    run(Map.of(), MonthSample.class);
    row("30 days of 100 scheduled tasks", NANOS);
  }

  private static void inParallel() {
    Map<String, String> settings =
        Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "8");
    long start = System.nanoTime();
    run(settings, ParallelSample.class);
    long took = System.nanoTime() - start;
    row("1,000 tests, 8 at a time", millis(took), millis(took / 1000) + " each", "");
    NANOS.clear();
  }

  private static void run(Map<String, String> settings, Class<?> sample) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(sample))
            .configurationParameters(settings)
            .build();
    SummaryGeneratingListener results = new SummaryGeneratingListener();
    try (LauncherSession session = LauncherFactory.openSession()) {
      session.getLauncher().execute(request, results);
    }
    if (results.getSummary().getTotalFailureCount() > 0) {
      throw new IllegalStateException(
          sample.getSimpleName() + " failed",
          results.getSummary().getFailures().getFirst().getException());
    }
  }

  /** From the start of the process, class loading and JUnit included. */
  private static void firstDocket(String source) throws IOException {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < FRESH_JVMS; i++) {
      Process jvm =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                  "-Ddocket.test.redis=" + source,
                  "-cp",
                  System.getProperty("java.class.path"),
                  Figures.class.getName(),
                  "first",
                  Long.toString(System.currentTimeMillis()))
              .redirectErrorStream(true)
              .start();
      BufferedReader output = jvm.inputReader();
      String last = output.lines().filter(line -> line.startsWith("first ")).findFirst().orElse("");
      jvm.onExit().join();
      if (last.isEmpty()) {
        row("first docket in a fresh JVM, " + source, "not to be had here", "", "");
        return;
      }
      nanos.add(Duration.ofMillis(Long.parseLong(last.substring("first ".length()))).toNanos());
    }
    row("first docket in a fresh JVM, " + source, nanos);
  }

  private static void row(String figure, List<Long> nanos) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    row(
        figure,
        millis(sorted[0]),
        millis(sorted[sorted.length / 2]),
        millis(sorted[sorted.length * 9 / 10]));
  }

  private static void row(String... cells) {
    System.out.printf(
        "| %-44s | %-18s | %-14s | %-12s |%n",
        Arrays.stream(cells).map(cell -> cell.equals("---") ? "-".repeat(6) : cell).toArray());
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }
}
