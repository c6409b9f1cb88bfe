package dev.docket.dashboard.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Disposition;
import dev.docket.ExecutionState;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.Logged;
import dev.docket.behavior.TaskName;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class StrikeBrowserTest extends BrowserTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TaskName("ship-order")
  record ShipOrder(@Logged long orderId, @Logged long customerId) implements Task {}

  @Test
  void a_strike_refuses_adding_until_it_is_restored() {
    docket.register(ShipOrder.class, s -> {});
    docket.add(new ShipOrder(1, 666), Schedule.in(Duration.ofHours(1)).withKey("ship-1"));
    docket.add(new ShipOrder(2, 42), Schedule.in(Duration.ofHours(1)).withKey("ship-2"));
    open("execution?key=ship-1");

    clickButton("Strike customerId 666");
    shows("Hits 1 execution");
    assertThat(page.locator(".sample")).hasCount(1);
    page.getByLabel("Reason").fill("Chargebacks");
    confirm("Strike");
    shows("Struck by");
    page.getByText("See the strikes").click();
    assertThat(page.locator(".strike-row")).containsText("Chargebacks");

    Awaitility.await().atMost(PATIENCE).until(() -> add("refused").equals(Disposition.STRUCK));
    assertThat(docket.add(new ShipOrder(4, 42), Schedule.keyed("other")).disposition())
        .isEqualTo(Disposition.SCHEDULED);
    clickButton("Restore any task where customerId == 666");
    shows("Nothing is switched off");
    Awaitility.await().atMost(PATIENCE).until(() -> add("runs").equals(Disposition.SCHEDULED));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> docket.execution("runs").orElseThrow().state() == ExecutionState.COMPLETED);
    }
    open("audit");
    shows("Struck");
    shows("Restored");
  }

  @Test
  void a_question_about_a_strike_leads_to_its_form_filled_in() {
    docket.register(ShipOrder.class, s -> {});
    docket.add(new ShipOrder(1, 666), Schedule.in(Duration.ofHours(1)).withKey("ship-1"));
    open("execution?key=ship-1");

    clickButton("Strike customerId 666");
    page.getByText("Strike less, or more").click();

    assertThat(page.locator("vaadin-confirm-dialog")).hasCount(0);
    shows("Hits 1 execution");
    assertThat(page.getByLabel("Value, as JSON")).hasValue("666");
    page.getByLabel("Reason").fill("Chargebacks");
    clickButton("Strike");
    confirm("Strike");
    assertThat(page.locator(".strike-row")).containsText("Chargebacks");
  }

  private Disposition add(String key) {
    return docket.add(new ShipOrder(3, 666), Schedule.keyed(key)).disposition();
  }
}
