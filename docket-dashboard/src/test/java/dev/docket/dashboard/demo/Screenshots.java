package dev.docket.dashboard.demo;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.docket.Docket;
import dev.docket.ExecutionRecord;
import dev.docket.dashboard.DocketDashboard;
import dev.docket.local.LocalRedis;
import dev.docket.operations.Place;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes pictures of every page in light, dark and phone width: {@code mvn -Ppictures -pl
 * docket-dashboard -am test-compile}. Arguments: the folder, then how many seconds the demo runs
 * first, then parts of names of pages if not all are wanted.
 */
public final class Screenshots {

  private static final int PATIENCE_MILLIS = 180_000;

  private Screenshots() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Path chromium =
        Chromium.find().orElseThrow(() -> new IllegalStateException("There is no Chromium here"));
    List<String> wanted = List.of(args).subList(2, args.length);
    String url = LocalRedis.shared("screenshots").url();
    Past.write(url, "shop");
    try (Docket docket = Docket.connect(url, "shop");
        Docket other = Docket.connect(url, "newsletter");
        Demo demo = new Demo(docket);
        DocketDashboard dashboard =
            DocketDashboard.builder().docket(docket).docket(other).port(0).start();
        Chromium browser = Chromium.start(chromium)) {
      demo.start();
      Thread.sleep(Integer.parseInt(args[1]) * 1000L);
      Map<String, Supplier<String>> pages = pages(docket);
      if (!wanted.isEmpty()) {
        pages.keySet().removeIf(name -> wanted.stream().noneMatch(name::contains));
      }
      shoot(browser, dashboard.address(), pages, folder, "light");
      shoot(browser, dashboard.address(), pages, folder, "dark");
      shoot(browser, dashboard.address(), pages, folder, "phone");
    }
    System.exit(0);
  }

  private static Map<String, Supplier<String>> pages(Docket docket) {
    Map<String, Supplier<String>> pages = new LinkedHashMap<>();
    pages.put("overview", () -> "");
    pages.put("executions-running", () -> "executions?place=running");
    pages.put("executions-failed", () -> "executions?place=failed");
    pages.put("executions-scheduled", () -> "executions?place=scheduled");
    pages.put("executions-search", () -> "executions?place=completed&q=1007");
    pages.put("executions-empty", () -> "executions?docket=newsletter");
    pages.put("execution-failed", () -> key(docket, Place.FAILED));
    pages.put("execution-parked", () -> key(docket, Place.PARKED));
    pages.put("execution-scheduled", () -> key(docket, Place.SCHEDULED));
    pages.put("execution-unknown", () -> "execution?key=translate-imprint");
    pages.put("execution-running", () -> key(docket, Place.RUNNING));
    pages.put("strikes", () -> "strikes");
    pages.put("strikes-form", () -> "strikes?parameter=customerId&operator=%3D%3D&value=1007");
    pages.put("concurrency", () -> "concurrency");
    pages.put("schedule", () -> "schedule");
    pages.put("workers", () -> "workers");
    pages.put("audit", () -> "audit");
    return pages;
  }

  /** The address of one that stays a while. */
  private static String key(Docket docket, Place place) {
    List<ExecutionRecord> found = docket.operations().executions(place, "", 100).records();
    return found.stream()
        .filter(r -> place == Place.FAILED || !r.taskName().equals("charge-card"))
        .findFirst()
        .or(() -> found.stream().findFirst())
        .map(r -> "execution?key=" + URLEncoder.encode(r.key(), StandardCharsets.UTF_8))
        .orElse("executions");
  }

  /** One window for all pages: the browser has loaded what they share after the first. */
  private static void shoot(
      Chromium chromium,
      URI dashboard,
      Map<String, Supplier<String>> pages,
      Path folder,
      String how) {
    boolean phone = how.equals("phone");
    Browser.NewContextOptions options =
        new Browser.NewContextOptions()
            .setViewportSize(phone ? 390 : 1360, phone ? 844 : 860)
            .setDeviceScaleFactor(1)
            .setLocale("en-GB")
            .setTimezoneId("Europe/Berlin")
            .setColorScheme(how.equals("dark") ? ColorScheme.DARK : ColorScheme.LIGHT);
    try (BrowserContext context = chromium.browser().newContext(options)) {
      context.setDefaultTimeout(PATIENCE_MILLIS);
      Page page = context.newPage();
      page.onConsoleMessage(
          m -> {
            if (m.type().equals("error")) {
              System.err.println(how + ": " + m.text() + " " + m.location());
            }
          });
      pages.forEach(
          (name, address) -> {
            page.navigate(dashboard + address.get());
            page.waitForSelector(".page h1, .empty");
            page.waitForTimeout(1_500);
            Path file = folder.resolve(name + "-" + how + ".png");
            page.screenshot(new Page.ScreenshotOptions().setPath(file));
          });
    }
  }
}
