package dev.docket.dashboard.demo;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitUntilState;
import dev.docket.Docket;
import dev.docket.dashboard.DocketDashboard;
import dev.docket.operations.Place;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes pictures of every page in light, dark and phone width. Arguments: the folder, then how
 * many seconds the demo runs first, then parts of names of pages if not all are wanted.
 */
public final class Screenshots {

  private static final int PATIENCE_MILLIS = 180_000;

  private Screenshots() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Path chromium =
        Chromium.find().orElseThrow(() -> new IllegalStateException("There is no Chromium here"));
    List<String> wanted = List.of(args).subList(2, args.length);
    try (Docket docket = Docket.connect("memory://screenshots", "shop");
        Docket other = Docket.connect("memory://screenshots", "newsletter");
        Demo demo = new Demo(docket);
        DocketDashboard dashboard =
            DocketDashboard.builder().docket(docket).docket(other).port(0).start();
        Chromium browser = Chromium.start(chromium)) {
      demo.start();
      Thread.sleep(Integer.parseInt(args[1]) * 1000L);
      Map<String, String> pages = pages(docket);
      for (Map.Entry<String, String> page : pages.entrySet()) {
        if (wanted.isEmpty() || wanted.stream().anyMatch(page.getKey()::contains)) {
          String address = dashboard.address() + page.getValue();
          shoot(browser, address, folder.resolve(page.getKey() + "-light.png"), 1360, 860, false);
          shoot(browser, address, folder.resolve(page.getKey() + "-dark.png"), 1360, 860, true);
          shoot(browser, address, folder.resolve(page.getKey() + "-phone.png"), 390, 844, false);
        }
      }
    }
    System.exit(0);
  }

  private static Map<String, String> pages(Docket docket) {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("overview", "");
    pages.put("executions-running", "executions?place=running");
    pages.put("executions-failed", "executions?place=failed");
    pages.put("executions-scheduled", "executions?place=scheduled");
    pages.put("executions-search", "executions?place=completed&q=1007");
    pages.put("executions-empty", "executions?docket=newsletter");
    key(docket, Place.FAILED).ifPresent(k -> pages.put("execution-failed", k));
    key(docket, Place.PARKED).ifPresent(k -> pages.put("execution-parked", k));
    key(docket, Place.SCHEDULED).ifPresent(k -> pages.put("execution-scheduled", k));
    pages.put("execution-unknown", "execution?key=translate-imprint");
    pages.put("execution-running", "execution?key=import-acme");
    pages.put("strikes", "strikes");
    pages.put("strikes-form", "strikes?parameter=customerId&operator=%3D%3D&value=1007");
    pages.put("concurrency", "concurrency");
    pages.put("schedule", "schedule");
    pages.put("workers", "workers");
    pages.put("audit", "audit");
    return pages;
  }

  private static java.util.Optional<String> key(Docket docket, Place place) {
    return docket.operations().executions(place, "", 1).records().stream()
        .findFirst()
        .map(r -> "execution?key=" + URLEncoder.encode(r.key(), StandardCharsets.UTF_8));
  }

  private static void shoot(
      Chromium chromium, String address, Path file, int width, int height, boolean dark) {
    Browser.NewContextOptions options =
        new Browser.NewContextOptions()
            .setViewportSize(width, height)
            .setDeviceScaleFactor(1)
            .setLocale("en-GB")
            .setTimezoneId("Europe/Berlin")
            .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT);
    try (BrowserContext context = chromium.browser().newContext(options)) {
      context.setDefaultTimeout(PATIENCE_MILLIS);
      Page page = context.newPage();
      page.onConsoleMessage(
          m -> {
            if (m.type().equals("error")) {
              System.err.println(file.getFileName() + ": " + m.text() + " " + m.location());
            }
          });
      page.navigate(address, new Page.NavigateOptions().setWaitUntil(WaitUntilState.LOAD));
      page.waitForSelector(".page h1, .empty");
      page.waitForTimeout(2_500);
      page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }
  }
}
