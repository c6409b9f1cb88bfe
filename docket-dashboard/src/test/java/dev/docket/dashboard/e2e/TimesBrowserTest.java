package dev.docket.dashboard.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import dev.docket.Schedule;
import dev.docket.tasks.Trace;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimesBrowserTest extends BrowserTest {

  @Test
  void a_time_of_another_year_says_so() {
    docket.add(new Trace("x"), Schedule.at(Instant.parse("2096-02-01T02:13:50Z")).withKey("far"));

    open("execution?key=far");

    assertThat(page.locator(".facts")).containsText("1 Feb 2096, 03:13:50");
  }
}
