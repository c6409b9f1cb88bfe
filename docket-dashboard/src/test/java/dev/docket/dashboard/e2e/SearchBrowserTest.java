package dev.docket.dashboard.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.behavior.Logged;
import dev.docket.behavior.TaskName;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SearchBrowserTest extends BrowserTest {

  @TaskName("remind")
  record Remind(@Logged String customer) implements Task {}

  @TaskName("greet")
  record Greet(@Logged String customer) implements Task {}

  @Test
  void back_returns_to_what_was_shown_before() {
    docket.add(new Remind("anna"), soon("remind-anna"));
    docket.add(new Remind("berta"), soon("remind-berta"));
    open("executions?place=scheduled");
    assertThat(row("remind-anna")).isVisible();
    search().fill("berta");
    assertThat(row("remind-anna")).isHidden();

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
    return page.locator("vaadin-grid").getByText(key);
  }

  private static Schedule soon(String key) {
    return Schedule.in(Duration.ofHours(1)).withKey(key);
  }
}
