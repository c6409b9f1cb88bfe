package dev.docket.examples;

import static dev.docket.junit.DocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.Schedule;
import dev.docket.Worker;
import dev.docket.examples.Tasks.Charge;
import dev.docket.examples.Tasks.Ship;
import dev.docket.examples.Tasks.Turnover;
import dev.docket.junit.DocketExtension;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DocketExtension.class)
class ShopTest {

  @Test
  void an_order_is_charged_and_shipped_next_week(Docket docket, Worker worker) {
    docket.register(new Shop());
    docket.add(new Charge(1, 101, "tok", 995));
    Execution<Void> ship = docket.add(new Ship(1, 101), Schedule.in(Duration.ofDays(7)));

    worker.runUntilFinished();

    assertThat(ship).isCompleted();
    Execution<Long> turnover = docket.add(new Turnover());
    worker.runUntilFinished();
    assertThat(turnover).hasResult(995L);
  }

  @Test
  void a_bank_that_does_not_answer_is_asked_again(Docket docket, Worker worker) {
    docket.register(new Shop());
    Execution<Void> charge = docket.add(new Charge(7, 101, "tok", 1));

    assertThat(worker.runUntilFinished().retried()).isEqualTo(1);
    assertThat(charge).isCompleted().ranTimes(2);
  }

  @Test
  void a_declined_card_fails_for_good(Docket docket, Worker worker) {
    docket.register(new Shop());
    Execution<Void> charge = docket.add(new Charge(13, 101, "tok", 1));

    worker.runUntilFinished();

    assertThat(charge).hasFailedWith(IllegalArgumentException.class).ranTimes(3);
  }

  @Test
  void the_application_ends_by_itself_and_adds_up() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    boolean addsUp =
        OrdersApp.run("memory://shop-test", new PrintStream(printed, true, StandardCharsets.UTF_8));

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("It adds up.", "passed over", "struck");
    assertThat(addsUp).isTrue();
  }
}
