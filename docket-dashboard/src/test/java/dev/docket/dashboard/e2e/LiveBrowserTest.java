package dev.docket.dashboard.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.Logged;
import dev.docket.behavior.TaskName;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LiveBrowserTest extends BrowserTest {

  @TaskName("pack-parcel")
  record PackParcel(@Logged long orderId) implements Task {}

  @Test
  void tasks_appear_and_end_live_while_a_worker_runs() {
    CountDownLatch packed = new CountDownLatch(1);
    docket.register(PackParcel.class, p -> packed.await());
    open("executions?place=running");
    shows("Nothing runs");
    page.evaluate("window.sameDocument = true");

    try (Worker worker =
        Worker.builder(docket).name("packer").drainTimeout(Duration.ZERO).build()) {
      worker.start();
      docket.add(new PackParcel(4711), Schedule.keyed("parcel-4711"));
      Locator row = page.locator("vaadin-grid").getByText("parcel-4711");
      assertThat(row).isVisible();
      shows("packer");
      packed.countDown();
      assertThat(row).isHidden();
    }

    page.locator("nav.places a")
        .filter(new Locator.FilterOptions().setHasText("Completed"))
        .click();
    // A grid keeps the hidden cells of columns that it had.
    assertThat(
            page.locator("vaadin-grid")
                .getByText("parcel-4711")
                .filter(new Locator.FilterOptions().setVisible(true)))
        .isVisible();
    assertThat(page.evaluate("window.sameDocument")).as("without a reload").isEqualTo(true);
  }

  @Test
  void a_paused_page_stands_still_until_it_is_resumed() {
    open("executions?place=queued");
    shows("Nothing waits for a worker");
    shows("Live");

    clickButton("Pause");
    shows("Paused");
    docket.add(new PackParcel(1), Schedule.keyed("parcel-1"));
    // Somebody else's window shows it, so this one would have, had it not been paused.
    Page other = page.context().newPage();
    complaints.watch(other);
    other.navigate(dashboard.address() + "executions?place=queued");
    assertThat(other.locator("vaadin-grid").getByText("parcel-1")).isVisible();
    assertThat(page.locator("vaadin-grid").getByText("parcel-1")).isHidden();

    clickButton("Resume");
    assertThat(page.locator("vaadin-grid").getByText("parcel-1")).isVisible();
  }
}
