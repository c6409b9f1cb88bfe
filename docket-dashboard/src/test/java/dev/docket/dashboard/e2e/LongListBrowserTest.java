package dev.docket.dashboard.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Placement;
import dev.docket.Schedule;
import dev.docket.tasks.Trace;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A browser holds the rows that it shows, however long the list is. */
class LongListBrowserTest extends BrowserTest {

  private static final int MANY = 1_000;

  private void queueMany() {
    docket.addAll(
        IntStream.range(0, MANY)
            .mapToObj(n -> new Placement(new Trace("number " + n), Schedule.keyed("k" + n)))
            .toList());
  }

  private Object ofTheGrid(String expression) {
    return page.evaluate("(grid => " + expression + ")(document.querySelector('vaadin-grid'))");
  }

  @ParameterizedTest
  @CsvSource({"1360, 860", "390, 844", "1360, 400"})
  void only_the_rows_in_view_are_made(int width, int height) {
    queueMany();
    page.setViewportSize(width, height);

    open("executions?place=queued");

    assertThat(page.locator("vaadin-grid").getByText("k0").first()).isVisible();
    assertThat((int) ofTheGrid("grid.offsetHeight")).isBetween(200, Math.max(height, 400));
    assertThat((int) ofTheGrid("grid.shadowRoot.querySelectorAll('#items > tr').length"))
        .isLessThan(60);
  }

  @Test
  void further_rows_come_when_the_list_is_scrolled() {
    queueMany();
    open("executions?place=queued");
    assertThat(page.locator("vaadin-grid").getByText("k0").first()).isVisible();

    page.locator("vaadin-grid").getByText("k0").first().hover();
    page.mouse().wheel(0, 7_500);

    assertThat(page.locator("vaadin-grid").getByText(Pattern.compile("^k1[0-9][0-9]$")).first())
        .isVisible();
  }
}
