package dev.docket.dashboard.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.docket.ExecutionState;
import dev.docket.Schedule;
import dev.docket.dashboard.DocketDashboard;
import dev.docket.tasks.Trace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadOnlyBrowserTest extends BrowserTest {

  private static final String PAGE = "execution?key=later";

  @Override
  DocketDashboard.Builder settings(DocketDashboard.Builder defaults) {
    return defaults.readOnly(true);
  }

  @Test
  void no_page_shows_an_action() {
    docket.add(new Trace("x"), Schedule.in(Duration.ofHours(1)).withKey("later"));
    docket.strike(dev.docket.Strike.task("trace"));

    for (String address :
        List.of(
            PAGE, "executions?place=scheduled", "strikes", "schedule", "workers", "concurrency")) {
      open(address);
      shows("Read-only");
      for (String action : List.of("Cancel", "Run now", "Reschedule", "Cancel all", "Restore")) {
        assertThat(
                page.getByRole(
                    AriaRole.BUTTON, new Page.GetByRoleOptions().setName(action).setExact(true)))
            .hasCount(0);
      }
    }
  }

  @Test
  void requests_made_by_hand_change_nothing() {
    docket.add(new Trace("x"), Schedule.in(Duration.ofHours(1)).withKey("later"));
    Forgery forgery = new Forgery(page);
    open(PAGE);
    shows("Why is it not running?");
    clickButton("Pause");
    shows("Paused");

    List<Integer> answers = forgery.pressEverything(forgery.clickData());

    assertThat(answers).containsExactly(200, 200);
    assertThat(docket.execution("later").orElseThrow().state()).isEqualTo(ExecutionState.SCHEDULED);
    assertThat(docket.strikes()).isEmpty();
    assertThat(docket.operations().auditLog(10)).isEmpty();
    whereActionsAreAllowed_theSameRequestsDoSomething();
  }

  /** Else the test above would prove nothing. */
  private void whereActionsAreAllowed_theSameRequestsDoSomething() {
    try (DocketDashboard open = DocketDashboard.start(docket, 0)) {
      Page other = page.context().newPage();
      Forgery forgery = new Forgery(other);
      other.navigate(open.address() + PAGE);
      assertThat(other.getByText("Why is it not running?")).isVisible();
      other.getByText("Pause").click();
      assertThat(other.getByText("Paused")).isVisible();

      forgery.pressEverything(forgery.clickData());

      assertThat(docket.operations().auditLog(10)).isNotEmpty();
      other.close();
    }
  }
}
