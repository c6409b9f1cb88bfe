package dev.docket.dashboard.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.Logged;
import dev.docket.behavior.TaskName;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ConcurrencyBrowserTest extends BrowserTest {

  @TaskName("bill-customer")
  record BillCustomer(@Logged int number, @Logged @ConcurrencyLimit(max = 1) String customer)
      implements Task {}

  @Test
  void a_waiter_waits_for_the_holder_is_explained_and_gets_the_slot() {
    Map<Integer, CountDownLatch> ends = Map.of(1, new CountDownLatch(1), 2, new CountDownLatch(1));
    docket.register(BillCustomer.class, b -> ends.get(b.number()).await());
    try (Worker worker =
        Worker.builder(docket).name("biller").drainTimeout(Duration.ZERO).build()) {
      worker.start();
      open("concurrency");
      shows("No limit is in use");

      docket.add(new BillCustomer(1, "acme"), Schedule.keyed("bill-1"));
      Locator set = page.locator(".set");
      assertThat(set).containsText("1 of 1 slot");
      assertThat(set).containsText("bill-1");
      docket.add(new BillCustomer(2, "acme"), Schedule.keyed("bill-2"));
      assertThat(set).containsText("1 waiting");
      set.getByText("bill-2").click();

      Locator why = page.locator(".explanation");
      assertThat(why).containsText("Why is it not running?");
      assertThat(why).containsText("Waits for the slot of");
      assertThat(why).containsText("held by bill-1 on worker biller");
      ends.get(1).countDown();
      assertThat(why).containsText("It is running");
      ends.get(2).countDown();
      assertThat(why).isHidden();
      assertThat(page.locator(".headline")).containsText("bill-customer");
    }
    open("concurrency");
    shows("No limit is in use");
  }

  @Test
  void a_long_line_is_shown_by_its_head_and_its_length() {
    CountDownLatch end = new CountDownLatch(1);
    docket.register(BillCustomer.class, b -> end.await());
    try (Worker worker =
        Worker.builder(docket).concurrency(200).drainTimeout(Duration.ZERO).build()) {
      worker.start();
      for (int n = 0; n < 121; n++) {
        docket.add(new BillCustomer(n, "acme"), Schedule.keyed("bill-" + n));
      }
      open("concurrency");

      shows("120 waiting");
      shows("and 115 more");
      end.countDown();
      shows("No limit is in use");
    }
  }
}
