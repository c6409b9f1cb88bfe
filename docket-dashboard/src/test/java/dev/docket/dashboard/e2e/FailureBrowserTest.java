package dev.docket.dashboard.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import dev.docket.ExecutionState;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.Logged;
import dev.docket.behavior.TaskName;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class FailureBrowserTest extends BrowserTest {

  private static final String MARKUP = "<img src=x onerror=document.title='owned'> & \"quoted\"";

  private static final String LONG =
      "com.example.warehouse.labels.international.PrintCustomsDeclarationsForAllParcels";

  private static final String OUTSIDE =
      "() => [...document.querySelectorAll('.card :not(pre, .ellipsis *, .two-lines *)')].filter(e =>"
          + " e.getBoundingClientRect().right > e.closest('.card').getBoundingClientRect().right)"
          + ".map(e => e.outerHTML).join()";

  private static final String WIDTH_OF_QUESTION =
      "() => document.querySelector('vaadin-confirm-dialog > span').getBoundingClientRect().width";

  private static final String IS_CUT =
      "e => e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight + 1";

  /** Remembers that a text was there, which is there for seconds only. */
  private static final String NOTICE =
      """
      text => {
        const look = () => window.noticed ||= document.body.textContent.includes(text);
        window.noticed = false;
        new MutationObserver(look)
          .observe(document.body, { childList: true, characterData: true, subtree: true });
      }""";

  @TaskName("charge-card")
  record ChargeCard(@Logged long orderId, String card) implements Task {}

  @TaskName("print-label")
  record PrintLabel(@Logged String text) implements Task {}

  @TaskName(LONG)
  record LongName() implements Task {}

  @Test
  void a_failed_task_is_inspected_and_requeued() {
    AtomicBoolean down = new AtomicBoolean(true);
    docket.register(
        ChargeCard.class,
        c -> {
          if (down.get()) {
            throw new IllegalStateException("The gateway is down");
          }
        });
    docket.add(new ChargeCard(4711, "4929-1111"), Schedule.keyed("charge-4711"));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.runUntilFinished();
      open("executions?place=failed");
      page.locator("vaadin-grid").getByText("charge-4711").click();
      clickButton("Open");

      shows("The gateway is down");
      shows("java.lang.IllegalStateException");
      shows("FailureBrowserTest");
      assertThat(page.locator("body")).not().containsText("4929");
      down.set(false);
      String requeued = "Runs again, from attempt 1";
      page.evaluate(NOTICE, requeued);
      clickButton("Requeue");
      confirm("Requeue");
      assertThat(page.locator(".headline")).containsText("Queued");
      page.waitForCondition(() -> page.evaluate("window.noticed").equals(true));
      worker.runUntilFinished();
    }

    assertThat(page.locator(".headline")).containsText("completed", ignoringCase());
    assertThat(docket.execution("charge-4711").orElseThrow().state())
        .isEqualTo(ExecutionState.COMPLETED);
  }

  @Test
  void arguments_errors_and_keys_are_text_and_never_markup() {
    docket.register(
        PrintLabel.class,
        p -> {
          throw new IllegalStateException(MARKUP);
        });
    docket.add(new PrintLabel(MARKUP), Schedule.keyed(MARKUP));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.runUntilFinished();
    }

    open("executions?place=failed");
    assertThat(page.locator("vaadin-grid").getByText(MARKUP).first()).isVisible();
    page.locator("vaadin-grid").getByText(MARKUP).first().click();
    clickButton("Open");
    assertThat(page.locator(".key-line")).containsText(MARKUP);
    assertThat(page.locator(".bad-text").first()).containsText(MARKUP);
    open("");
    shows(MARKUP);

    assertThat(page.locator("img[src=x]").count()).isZero();
    assertThat(page.title()).doesNotContain("owned");
  }

  @Test
  void long_names_and_messages_stay_where_they_belong() {
    String word = "x".repeat(300);
    docket.register(
        LongName.class,
        n -> {
          throw new IllegalStateException(word);
        });
    docket.add(new LongName(), Schedule.keyed(word));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.runUntilFinished();
    }
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      for (String address : List.of("", "workers", "execution?key=" + word)) {
        open(address);
        shows(LONG);
        eventually(
            () ->
                assertThat(page.evaluate(OUTSIDE))
                    .as("what stands out on /" + address)
                    .isEqualTo(""));
      }
    }

    clickButton("Requeue");
    assertThat(page.locator("vaadin-confirm-dialog > span")).containsText(word);
    eventually(
        () ->
            assertThat(((Number) page.evaluate(WIDTH_OF_QUESTION)).intValue())
                .isBetween(300, 28 * 16));
  }

  @Test
  void an_error_can_be_read_on_a_phone() {
    String error =
        "The label printer in hall 7 answers, but its tray has been empty since the night shift";
    docket.register(
        PrintLabel.class,
        p -> {
          throw new IllegalStateException(error);
        });
    docket.add(new PrintLabel("x"), Schedule.keyed("label"));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.runUntilFinished();
    }
    page.setViewportSize(390, 844);

    for (String address : List.of("", "executions?place=failed")) {
      open(address);
      Locator text = page.locator(".bad-text").getByText("night shift").last();
      assertThat(text).isVisible();
      eventually(
          () ->
              assertThat(text.evaluate(IS_CUT))
                  .as("whether it is cut on /" + address)
                  .isEqualTo(false));
    }
    page.locator("vaadin-grid .mono").getByText("label").first().click();
    assertThat(page.locator("vaadin-dialog")).containsText(error);
    clickButton("Open");

    assertThat(page.locator(".failure")).containsText(error);
    assertThat(page.locator(".failure")).isInViewport();
  }

  private static ContainsTextOptions ignoringCase() {
    return new ContainsTextOptions().setIgnoreCase(true);
  }
}
