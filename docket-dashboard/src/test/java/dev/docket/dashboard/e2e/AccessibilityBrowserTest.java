package dev.docket.dashboard.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Worker;
import dev.docket.tasks.Fail;
import dev.docket.tasks.Trace;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class AccessibilityBrowserTest extends BrowserTest {

  private static final List<String> PAGES =
      List.of(
          "",
          "executions?place=failed",
          "executions?place=scheduled",
          "executions?place=queued",
          "execution?key=broken",
          "execution?key=later",
          "strikes?task=trace",
          "concurrency",
          "schedule",
          "workers",
          "audit");

  @Test
  void every_text_is_readable_in_light_and_dark() {
    docket.add(new Fail("the printer is on fire"), Schedule.keyed("broken"));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.runUntilFinished();
    }
    docket.add(new Trace("hello"), Schedule.in(Duration.ofHours(1)).withKey("later"));
    docket.operations().strike(Strike.task("fail"), "It always does", "ops");
    docket.operations().audit("ops", "strike", "fail", "Struck: fail");

    SoftAssertions all = new SoftAssertions();
    try (Worker worker = Worker.builder(docket).name("alive").build()) {
      worker.start();
      for (String address : PAGES) {
        open(address);
        assertThat(page.locator(".page h1, .page .empty").first()).isVisible();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
          page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
          all.assertThat(faint()).as("%s of \"%s\"", scheme, address).isEmpty();
        }
      }
    }
    all.assertAll();
  }

  @Test
  void the_keyboard_reaches_the_menu_the_filters_and_the_actions_of_a_row() {
    Keyboard keyboard = new Keyboard(page);
    docket.add(new Trace("hello"), Schedule.in(Duration.ofHours(1)).withKey("first"));
    docket.add(new Trace("hello"), Schedule.in(Duration.ofHours(2)).withKey("second"));
    open("executions?place=scheduled");
    assertThat(page.locator("vaadin-grid").getByText("second")).isVisible();

    keyboard.tabTo("vaadin-side-nav-item");
    keyboard.tabTo("nav.places a");
    keyboard.tabTo(".search");
    keyboard.tabTo(".toolbar vaadin-combo-box");
    keyboard.tabTo("vaadin-grid");
    keyboard.press("Tab"); // from the head of the table to its rows
    keyboard.press("End");
    keyboard.press("Enter");
    keyboard.tabTo("vaadin-button[aria-label^='Actions for']", 0);
    keyboard.press("Enter");

    Locator dialog = page.locator("vaadin-dialog[opened]");
    assertThat(dialog).hasCount(1);
    page.waitForCondition(() -> keyboard.isWithin("vaadin-dialog"));
    for (int i = 0; i < 12; i++) {
      keyboard.press("Tab");
      assertThat(keyboard.isWithin("vaadin-dialog")).as("the focus stays in the dialog").isTrue();
    }
    keyboard.press("Escape");
    assertThat(dialog).hasCount(0);
  }

  @Test
  void a_link_of_the_menu_opens_by_enter_and_slash_goes_to_the_search() {
    Keyboard keyboard = new Keyboard(page);
    open("executions?place=queued");
    assertThat(page.locator(".search input")).isVisible();

    keyboard.press("/");
    page.waitForCondition(() -> keyboard.isWithin(".search"));
    keyboard.tabTo("vaadin-side-nav-item[path^='strikes']");
    keyboard.press("Enter");

    assertThat(page.locator("h1")).hasText("Strikes");
  }

  /** Colours fade over to those of the other scheme; what counts is where they end. */
  private List<String> faint() {
    List<String> faint = Contrast.faint(page);
    for (int i = 0; i < 100 && !faint.isEmpty(); i++) {
      page.waitForTimeout(100);
      faint = Contrast.faint(page);
    }
    return faint;
  }
}
