package dev.docket.dashboard.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.behavior.Logged;
import dev.docket.behavior.TaskName;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SearchBrowserTest extends BrowserTest {

  @TaskName("remind")
  record Remind(@Logged String customer) implements Task {}

  @TaskName("greet")
  record Greet(@Logged String customer) implements Task {}

  @Test
  void search_and_filter_are_in_the_address_and_survive_a_reload() {
    for (String customer : new String[] {"anna", "berta", "carla"}) {
      docket.add(new Remind(customer), soon("remind-" + customer));
      docket.add(new Greet(customer), soon("greet-" + customer));
    }
    open("executions?place=scheduled");
    assertThat(row("remind-carla")).isVisible();

    search().fill("berta");
    assertThat(row("remind-anna")).isHidden();
    assertThat(row("greet-berta")).isVisible();
    task().fill("remind");
    page.keyboard().press("Enter");
    assertThat(row("greet-berta")).isHidden();
    assertThat(page).hasURL(Pattern.compile(".*place=scheduled.*"));
    assertThat(page).hasURL(Pattern.compile(".*task=remind.*"));
    assertThat(page).hasURL(Pattern.compile(".*q=berta.*"));

    page.reload();

    assertThat(row("remind-berta")).isVisible();
    assertThat(row("greet-berta")).isHidden();
    assertThat(row("remind-anna")).isHidden();
    assertThat(search()).hasValue("berta");
    assertThat(task()).hasValue("remind");
  }

  @Test
  void back_returns_to_what_was_shown_before() {
    docket.add(new Remind("anna"), soon("remind-anna"));
    docket.add(new Remind("berta"), soon("remind-berta"));
    open("executions?place=scheduled");
    assertThat(row("remind-anna")).isVisible();
    search().fill("berta");
    assertThat(row("remind-anna")).isHidden();
    assertThat(page).hasURL(Pattern.compile(".*q=berta.*"));

    page.goBack();

    assertThat(row("remind-anna")).isVisible();
    assertThat(search()).hasValue("");
  }

  private Locator search() {
    return page.locator("vaadin-text-field.search input");
  }

  private Locator task() {
    return page.locator(".toolbar vaadin-combo-box input");
  }

  private Locator row(String key) {
    // The grid keeps cells that it does not show for rows to come.
    return page.locator("vaadin-grid")
        .getByText(key)
        .filter(new Locator.FilterOptions().setVisible(true));
  }

  private static Schedule soon(String key) {
    return Schedule.in(Duration.ofHours(1)).withKey(key);
  }
}
