package dev.docket.dashboard.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.docket.Docket;
import dev.docket.dashboard.DocketDashboard;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A docket of its own, a dashboard that shows it, and a new window of the one browser. A test fails
 * too when the browser has anything to complain about.
 */
@Tag("browser")
abstract class BrowserTest {

  /** Long, since a browser beside other builds is slow; a test that passes waits for nothing. */
  private static final int PATIENCE_MILLIS = 90_000;

  static final Duration PATIENCE = Duration.ofMillis(PATIENCE_MILLIS);

  /** The font of the pages: a text is as wide as it stays only once that is there. */
  private static final String FONT =
      """
      async () => {
        await document.fonts.load('13px "Instrument Sans"');
        await document.fonts.ready;
      }""";

  /** Whether the browser has told the server all that was done in it, and has heard the answer. */
  private static final String SETTLED =
      """
      () => {
        const clients = Object.values(window.Vaadin.Flow.clients);
        return clients.length > 0 && clients.every(client => !client.isActive());
      }""";

  @RegisterExtension static final SharedChromium CHROMIUM = new SharedChromium();

  @RegisterExtension final AfterTestExecutionCallback picture = this::takePicture;

  final Docket docket = Docket.connect("memory://dashboard-tests", "d" + UUID.randomUUID());
  DocketDashboard dashboard;
  URI address;
  Complaints complaints;
  Page page;
  private BrowserContext window;

  @BeforeAll
  static void bePatient() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
  }

  @BeforeEach
  void openWindow() {
    address = serve();
    complaints = new Complaints(address);
    window =
        CHROMIUM
            .chromium()
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(1360, 860)
                    .setLocale("en-GB")
                    .setTimezoneId("Europe/Berlin"));
    window.setDefaultTimeout(PATIENCE_MILLIS);
    page = window.newPage();
    complaints.watch(page);
  }

  @AfterEach
  void nothing_to_complain_about() {
    try {
      assertThat(complaints == null ? null : complaints.found())
          .as("what the browser complains about")
          .isNullOrEmpty();
    } finally {
      close();
    }
  }

  /** Starts the dashboard; returns its address. */
  URI serve() {
    dashboard = settings(DocketDashboard.builder().docket(docket).port(0)).start();
    return dashboard.address();
  }

  /** Ends what {@link #serve} has started, after the window is closed. */
  void stopServing() {
    if (dashboard != null) {
      dashboard.close();
    }
  }

  private void close() {
    if (window != null) {
      window.close();
    }
    stopServing();
    docket.close();
  }

  /** Of what the browser shows when a test fails. */
  private void takePicture(ExtensionContext context) {
    if (context.getExecutionException().isPresent() && page != null) {
      String name = context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName();
      Path file = Path.of("target", "browser-tests", name.replaceAll("\\W+", "-") + ".png");
      page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }
  }

  /** What a test wants otherwise. */
  DocketDashboard.Builder settings(DocketDashboard.Builder defaults) {
    return defaults;
  }

  /** Opens a page by its address below the dashboard, such as {@code executions?place=failed}. */
  final void open(String address) {
    page.navigate(this.address + address);
    assertThat(page.locator(".page")).isVisible();
    page.evaluate(FONT);
  }

  /** Waits until the server knows what was done in the browser. */
  final void settle() {
    page.waitForCondition(() -> page.evaluate(SETTLED).equals(true));
  }

  /** For what comes to be so after a moment, such as the size of a dialog that opens. */
  final void eventually(ThrowingRunnable assertion) {
    Awaitility.await().atMost(PATIENCE).pollInSameThread().untilAsserted(assertion);
  }

  final void clickButton(String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .first()
        .click();
  }

  /** The button of the dialog that asks before something is done. */
  final void confirm(String name) {
    page.locator("vaadin-confirm-dialog")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  final void shows(String text) {
    assertThat(page.locator("body")).containsText(text);
  }
}
