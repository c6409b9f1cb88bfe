package dev.docket.dashboard.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.docket.Placement;
import dev.docket.Schedule;
import dev.docket.tasks.Trace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who comes back from an execution finds the table as it was left. */
class BackBrowserTest extends BrowserTest {

  /** The keys of the rows that can be seen, from the top; one that is still to come has none. */
  private static final String IN_VIEW =
      """
      () => {
        const grid = document.querySelector('vaadin-grid');
        const box = grid.getBoundingClientRect();
        const row = e => e.closest('vaadin-grid-cell-content').assignedSlot?.closest('tr');
        return [...grid.querySelectorAll('.two-lines .mono')]
          .filter(e => row(e) && !row(e).hasAttribute('loading'))
          .map(e => [e.getBoundingClientRect().top, e.textContent])
          .filter(([top]) => top > box.top + 40 && top < box.bottom - 20)
          .sort(([a], [b]) => a - b)
          .map(([, key]) => key);
      }""";

  enum Way {
    BROWSER(test -> test.page.goBack()),
    CRUMB(test -> test.page.locator(".crumb a").click());

    private final Consumer<BackBrowserTest> go;

    Way(Consumer<BackBrowserTest> go) {
      this.go = go;
    }
  }

  @BeforeEach
  void scheduleMany() {
    docket.addAll(
        IntStream.range(0, 1_000)
            .mapToObj(
                n ->
                    new Placement(
                        new Trace("number " + n),
                        Schedule.in(Duration.ofMinutes(60 + n)).withKey("k" + n)))
            .toList());
  }

  @SuppressWarnings("unchecked")
  private List<String> inView() {
    return (List<String>) page.evaluate(IN_VIEW);
  }

  /** What is in view once nothing moves for longer than the timers of a grid last. */
  private List<String> rowsAtRest() {
    AtomicReference<List<String>> before = new AtomicReference<>(List.of());
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(700))
        .pollInSameThread()
        .until(this::inView, now -> before.getAndSet(now).equals(now) && now.size() > 5);
  }

  private Locator row(String key) {
    return page.locator("vaadin-grid .mono").getByText(Pattern.compile("^" + key + "$")).first();
  }

  private void scrollDown(int pixels) {
    row("k0").hover();
    page.mouse().wheel(0, pixels);
    assertThat(page.locator("vaadin-grid").getByText(Pattern.compile("^k3[0-9][0-9]$")).first())
        .isVisible();
  }

  private void open(Locator row) {
    row.locator("xpath=..").getByRole(AriaRole.LINK).click();
    assertThat(page.locator(".crumb")).isVisible();
  }

  @ParameterizedTest
  @EnumSource
  void the_same_rows_are_shown_and_the_opened_one_is_marked(Way way) {
    open("executions?place=scheduled&task=trace");
    assertThat(row("k0")).isVisible();
    scrollDown(16_000);
    List<String> before = rowsAtRest();
    String opened = before.get(3);
    open(row(opened));

    way.go.accept(this);

    assertThat(row(opened)).isVisible();
    assertThat(page).hasURL(Pattern.compile("(?=.*place=scheduled)(?=.*task=trace).*"));
    eventually(
        () -> {
          List<String> after = rowsAtRest();
          assertThat(after.subList(0, 5)).containsAnyElementsOf(before.subList(0, 2));
          assertThat(after).contains(opened);
        });
    assertThat(page.locator("vaadin-grid [part~=opened]").first()).isVisible();
  }

  @Test
  void what_became_of_the_opened_one_is_told() {
    open("executions?place=scheduled");
    assertThat(row("k0")).isVisible();
    scrollDown(16_000);
    String opened = rowsAtRest().get(3);
    open(row(opened));
    clickButton("Cancel");
    confirm("Cancel execution");
    assertThat(page.locator(".headline")).containsText("Cancelled");

    page.goBack();

    assertThat(row(opened).locator("xpath=..")).containsText("now cancelled");
    assertThat(docket.execution(opened).orElseThrow().state().isTerminal()).isTrue();
  }

  @Test
  void the_menu_starts_at_the_top() {
    open("executions?place=scheduled");
    assertThat(row("k0")).isVisible();
    scrollDown(16_000);
    open(row(rowsAtRest().get(3)));

    page.locator("vaadin-side-nav-item").getByText("Executions").click();
    page.locator(".places a").getByText("Scheduled").click();

    assertThat(row("k0")).isVisible();
  }
}
