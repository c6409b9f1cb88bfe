package dev.docket.dashboard.figures;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.docket.Docket;
import dev.docket.Placement;
import dev.docket.Schedule;
import dev.docket.dashboard.demo.Chromium;
import dev.docket.dashboard.demo.Demo;
import dev.docket.local.LocalRedis;
import dev.docket.tasks.Trace;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Measures the standalone jar and prints a table. Run by {@code mvn -q -Pfigures -pl
 * docket-dashboard -am pre-integration-test -DskipTests}. Arguments: the jar, how many executions
 * are queued, how many browsers look, and for how many seconds each count goes on.
 */
public final class Figures {

  private static final int STARTS = 3;
  private static final int BATCH = 1_000;

  /** Above so many commands per second those of workers hide those of the dashboard. */
  private static final int STILL = 10;

  private static final String[] PAGES = {"", "executions?place=queued"};

  private final StatefulRedisConnection<String, String> redis;
  private final Chromium chromium;
  private final Served served;
  private final int seconds;
  private final LongAdder pushed = new LongAdder();
  private final List<BrowserContext> browsers = new ArrayList<>();

  private Figures(
      StatefulRedisConnection<String, String> redis,
      Chromium chromium,
      Served served,
      int seconds) {
    this.redis = redis;
    this.chromium = chromium;
    this.served = served;
    this.seconds = seconds;
  }

  public static void main(String[] words) throws Exception {
    Path jar = Path.of(words[0]);
    int queued = Integer.parseInt(words[1]);
    int browsers = Integer.parseInt(words[2]);
    int seconds = Integer.parseInt(words[3]);
    String url = LocalRedis.shared("dashboard-figures").url();
    System.out.printf(
        "%nCores: %d, Java %s, load %s%n%n",
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    row("figure", "value");
    row("---", "---");
    row("standalone jar", "%.1f MB".formatted(Files.size(jar) / 1e6));
    starts(jar, url);
    try (Docket million = Docket.connect(url, "million");
        Docket shop = Docket.connect(url, "shop")) {
      queue(million, queued);
      String still = "%,d queued, nothing happens".formatted(queued);
      measure(Served.start(jar, url, million.name()), url, browsers, seconds, still);
      try (Demo demo = new Demo(shop)) {
        demo.start();
        measure(
            Served.start(jar, url, shop.name()), url, browsers, seconds, "some 20 runs a second");
      }
    }
    System.exit(0);
  }

  private static void starts(Path jar, String url) throws IOException, InterruptedException {
    long[] took = new long[STARTS];
    for (int i = 0; i < STARTS; i++) {
      try (Served served = Served.start(jar, url, "million")) {
        took[i] = served.millis();
        if (i == STARTS - 1) {
          row("RSS after the first page, nobody looks", mebibytes(served));
        }
      }
    }
    row(
        "start to first page, best and worst of " + STARTS,
        "%.1f s, %.1f s"
            .formatted(
                LongStream.of(took).min().orElseThrow() / 1e3,
                LongStream.of(took).max().orElseThrow() / 1e3));
  }

  private static void queue(Docket docket, int count) {
    for (int from = 0; from < count; from += BATCH) {
      docket.addAll(
          IntStream.range(from, Math.min(count, from + BATCH))
              .mapToObj(n -> new Placement(new Trace("number " + n), Schedule.keyed("k" + n)))
              .toList());
    }
  }

  private static void measure(Served started, String url, int browsers, int seconds, String what)
      throws Exception {
    RedisClient client = RedisClient.create(url);
    try (StatefulRedisConnection<String, String> redis = client.connect();
        Chromium chromium = Chromium.start(Chromium.find().orElseThrow());
        Served served = started) {
      Figures figures = new Figures(redis, chromium, served, seconds);
      double before = figures.commandsPerSecond();
      figures.with(1, what, before);
      figures.with(browsers, what, before);
      figures.browsers.forEach(BrowserContext::close);
    } finally {
      client.shutdown();
    }
  }

  /** Each browser looks at another of the pages that change most. */
  private void with(int count, String what, double before) throws IOException {
    while (browsers.size() < count) {
      BrowserContext browser = chromium.browser().newContext();
      browser.setDefaultTimeout(180_000);
      Page page = browser.newPage();
      page.onWebSocket(socket -> socket.onFrameReceived(frame -> pushed.add(bytes(frame))));
      page.navigate(served.address() + PAGES[browsers.size() % PAGES.length]);
      page.waitForSelector(".page h1");
      browsers.add(browser);
    }
    pause();
    pushed.reset();
    double commands = commandsPerSecond() - before;
    double each = pushed.sum() / (double) seconds / count;
    String where = "%s, browsers: %d: ".formatted(what, count);
    if (before < STILL) {
      row(
          where + "Redis commands per second, those within scripts too",
          "%.0f".formatted(commands));
    }
    row(where + "pushed to each browser", "%.1f kB/s".formatted(each / 1e3));
    row(where + "RSS", mebibytes(served));
  }

  private static int bytes(com.microsoft.playwright.WebSocketFrame frame) {
    return frame.text() == null ? frame.binary().length : frame.text().length();
  }

  /** Those within scripts count too. */
  private double commandsPerSecond() {
    long start = commands();
    for (int i = 0; i < seconds; i++) {
      pause();
    }
    return (commands() - start) / (double) seconds;
  }

  /** Lets a second pass, and Playwright hear of what has been pushed meanwhile. */
  private void pause() {
    if (browsers.isEmpty()) {
      java.util.concurrent.locks.LockSupport.parkNanos(1_000_000_000);
    } else {
      browsers.get(0).pages().get(0).waitForTimeout(1_000);
    }
  }

  private long commands() {
    return redis
        .sync()
        .info("stats")
        .lines()
        .filter(line -> line.startsWith("total_commands_processed:"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst()
        .orElseThrow();
  }

  private static String mebibytes(Served served) throws IOException {
    return "%d MiB".formatted(served.residentKibibytes() / 1024);
  }

  private static void row(String figure, String value) {
    System.out.printf(Locale.ROOT, "| %s | %s |%n", figure, value);
  }
}
