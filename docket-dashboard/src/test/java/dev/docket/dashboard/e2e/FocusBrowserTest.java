package dev.docket.dashboard.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.Logged;
import dev.docket.behavior.Perpetual;
import dev.docket.tasks.Fail;
import dev.docket.tasks.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is focused stays so, whatever comes and goes around it. */
class FocusBrowserTest extends BrowserTest {

  private static final String CLOCKS =
      "() => [...document.querySelectorAll('vaadin-grid docket-time[kind=clock]')]"
          + ".map(e => e.getAttribute('at')).join()";

  record Bill(@Logged int number, @Logged @ConcurrencyLimit(max = 1) String customer)
      implements Task {}

  @Perpetual(every = "1s", automatic = true)
  record Pulse() implements Task {}

  @Perpetual(every = "1h", automatic = true)
  record Tidy() implements Task {}

  @Test
  void a_row_that_the_keyboard_is_on_does_not_move_away_under_it() {
    Keyboard keyboard = new Keyboard(page);
    docket.add(new Trace("x"), Schedule.in(Duration.ofHours(2)).withKey("later"));
    open("executions?place=scheduled");
    assertThat(page.locator("vaadin-grid").getByText("later")).isVisible();
    page.mouse().move(1, 1);
    keyboard.press("/");
    keyboard.tabTo("vaadin-grid");
    keyboard.press("Tab"); // from the head of the table to its rows
    settle();

    docket.add(new Trace("y"), Schedule.in(Duration.ofHours(1)).withKey("earlier"));

    shows("1 new · show");
    keyboard.press("Enter");
    keyboard.press("Escape");
    assertThat(page.locator("vaadin-grid").getByText("earlier")).isHidden();
    keyboard.tabTo("nav.places a", 60);
    assertThat(page.locator("vaadin-grid").getByText("earlier")).isVisible();
  }

  @Test
  void a_failure_that_is_focused_stays_so_when_another_comes() {
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      docket.add(new Fail("one"), Schedule.keyed("first"));
      Awaitility.await().atMost(PATIENCE).until(() -> docket.operations().status().failed() == 1);
      open("");
      page.locator("a[href='execution?key=first']").focus();

      docket.add(new Fail("two"), Schedule.keyed("second"));

      assertThat(page.locator("a[href='execution?key=second']")).isVisible();
      assertThat(new Keyboard(page).isWithin("a[href='execution?key=first']")).isTrue();
    }
  }

  @Test
  void a_holder_of_a_slot_that_is_focused_stays_so_when_the_line_grows() {
    CountDownLatch end = new CountDownLatch(1);
    docket.register(Bill.class, b -> end.await());
    try (Worker worker =
        Worker.builder(docket).name("biller").drainTimeout(Duration.ZERO).build()) {
      worker.start();
      docket.add(new Bill(1, "acme"), Schedule.keyed("bill-1"));
      open("concurrency");
      page.locator("a[href='execution?key=bill-1']").focus();

      docket.add(new Bill(2, "acme"), Schedule.keyed("bill-2"));
      docket.add(new Bill(3, "globex"), Schedule.keyed("bill-3"));

      assertThat(page.locator("a[href='execution?key=bill-2']")).isVisible();
      assertThat(page.locator("a[href='execution?key=bill-3']")).isVisible();
      assertThat(new Keyboard(page).isWithin("a[href='execution?key=bill-1']")).isTrue();
      end.countDown();
      shows("No limit is in use");
    }
  }

  @Test
  void a_limit_that_is_focused_stays_so_when_it_rises_above_another() {
    CountDownLatch end = new CountDownLatch(1);
    docket.register(Bill.class, b -> end.await());
    try (Worker worker =
        Worker.builder(docket).name("biller").drainTimeout(Duration.ZERO).build()) {
      worker.start();
      docket.add(new Bill(1, "acme"), Schedule.keyed("acme-1"));
      docket.add(new Bill(2, "acme"), Schedule.keyed("acme-2"));
      docket.add(new Bill(3, "globex"), Schedule.keyed("globex-1"));
      open("concurrency");
      assertThat(page.locator(".set").first()).containsText("1 waiting");
      assertThat(page.locator(".set").first()).containsText("acme");
      page.locator("a[href='execution?key=globex-1']").focus();

      docket.add(new Bill(4, "globex"), Schedule.keyed("globex-2"));
      docket.add(new Bill(5, "globex"), Schedule.keyed("globex-3"));

      assertThat(page.locator(".set").first()).containsText("globex");
      assertThat(page.locator(".set").first()).containsText("2 waiting");
      assertThat(page.locator("a[href='execution?key=globex-1']")).isFocused();
      end.countDown();
    }
  }

  @Test
  void a_chain_that_is_focused_stays_so_while_another_runs() {
    docket.register(Pulse.class, p -> {});
    docket.register(Tidy.class, t -> {});
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      open("schedule");
      String tidy = "vaadin-button[aria-label='Run Tidy now']";
      page.locator(tidy).focus();

      for (int run = 0; run < 2; run++) {
        Object shown = page.evaluate(CLOCKS);
        page.waitForCondition(() -> !page.evaluate(CLOCKS).equals(shown));
      }

      assertThat(new Keyboard(page).isWithin(tidy)).isTrue();
    }
  }

  @Test
  void an_action_that_is_focused_stays_so_when_the_execution_moves() {
    docket.add(new Trace("x"), Schedule.in(Duration.ofHours(1)).withKey("later"));
    open("execution?key=later");
    String strike = "vaadin-button:has-text('Strike this task')";
    page.locator(strike).focus();

    docket.operations().reschedule("later", Instant.now().plusSeconds(7200));
    docket.operations().runNow("later");

    assertThat(page.locator(".headline")).containsText("Queued");
    assertThat(page.locator(strike)).isFocused();
  }
}
