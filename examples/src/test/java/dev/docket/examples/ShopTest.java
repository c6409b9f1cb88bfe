package dev.docket.examples;

import static dev.docket.junit.DocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Disposition;
import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Strike.Operator;
import dev.docket.examples.Tasks.Charge;
import dev.docket.examples.Tasks.CheckStock;
import dev.docket.examples.Tasks.Ship;
import dev.docket.examples.Tasks.Turnover;
import dev.docket.junit.DocketTest;
import dev.docket.junit.TaskContexts;
import dev.docket.junit.TestClock;
import dev.docket.junit.TestReport;
import dev.docket.junit.TestWorker;
import dev.docket.tasks.Trace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shop does, told by tests: each has a docket of its own, with the shop's handlers. */
@DocketTest(handlers = Shop.class)
class ShopTest {

  private static final long ALICE = 101;
  private static final long BOB = 102;
  private static final long MALLORY = 666;

  private static Charge charge(long order, long customer) {
    return new Charge(order, customer, "tok", 995);
  }

  @Nested
  class Charging {

    @Test
    void an_order_is_charged_once(Docket docket, TestWorker worker) {
      Execution<Void> first = docket.add(charge(1, ALICE), Schedule.keyed("charge-1"));
      Execution<Void> again = docket.add(charge(1, ALICE), Schedule.keyed("charge-1"));

      TestReport report = worker.runUntilFinished().throwIfFailed();

      assertThat(again.disposition()).isEqualTo(Disposition.ALREADY_SCHEDULED);
      assertThat(report).ranTimes(Charge.class, 1);
      assertThat(first).isCompleted();
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 14, 21})
    void a_bank_that_does_not_answer_is_asked_again(long order, Docket docket, TestWorker worker) {
      Execution<Void> charge = docket.add(charge(order, ALICE));

      assertThat(worker.runNext()).retried(1);
      assertThat(docket).hasScheduled(charge(order, ALICE)).onAttempt(2);

      assertThat(worker.runUntilFinished()).succeeded(1);
      assertThat(charge).isCompleted().ranTimes(2);
    }

    @Test
    void a_declined_card_fails_after_three_attempts(Docket docket, TestWorker worker) {
      Execution<Void> charge = docket.add(charge(13, ALICE), Schedule.keyed("charge-13"));

      TestReport report = worker.runUntilFinished();

      assertThat(charge).hasFailedWith(IllegalArgumentException.class).ranTimes(3);
      assertThat(report).retried(2).failed(1);
      assertThatThrownBy(report::throwIfFailed).hasMessageContaining("card declined");
    }

    @Test
    void a_declined_card_can_be_charged_again_by_hand(Docket docket, TestWorker worker) {
      docket.add(charge(13, ALICE), Schedule.keyed("charge-13"));
      worker.runUntilFinished();

      assertThat(docket.requeue("charge-13")).isTrue();

      assertThat(docket).hasScheduled(Charge.class).withKey("charge-13").onAttempt(1);
    }

    @Test
    void the_bank_gets_one_call_per_customer_at_a_time(Docket docket, TestWorker worker) {
      for (long order = 1; order <= 6; order++) {
        docket.add(charge(order, ALICE));
        docket.add(charge(order, BOB));
      }

      assertThat(worker.runUntilFinished())
          .succeeded(12)
          .neverConcurrent(Charge.class, "customerId");
    }

    @Test
    void the_handler_alone_fails_on_a_first_attempt_of_every_seventh_order() {
      Charge seventh = charge(7, ALICE);

      assertThatThrownBy(() -> new Shop().charge(seventh, TaskContexts.forTesting(seventh)))
          .hasMessage("the bank does not answer");
    }

    @Test
    void the_turnover_is_what_was_charged(Docket docket, TestWorker worker) {
      docket.add(charge(1, ALICE));
      docket.add(charge(2, BOB));
      worker.runUntilFinished();

      Execution<Long> turnover = docket.add(new Turnover());
      worker.runUntilFinished();

      assertThat(turnover).hasResult(2 * 995L);
    }
  }

  @Nested
  class Shipping {

    @Test
    void an_order_is_shipped_next_week(Docket docket, TestWorker worker, TestClock clock) {
      Instant today = clock.now();
      Execution<Void> ship = docket.add(new Ship(1, ALICE), Schedule.in(Duration.ofDays(7)));

      assertThat(worker.runFor(Duration.ofDays(6))).succeeded(0);
      assertThat(ship).isScheduled();

      assertThat(worker.runFor(Duration.ofDays(1))).inOrder(Ship.class, Trace.class);
      assertThat(ship).isCompleted();
      assertThat(clock.now()).isEqualTo(today.plus(Duration.ofDays(7)));
    }

    @Test
    void what_was_shipped_is_traced(Docket docket, TestWorker worker) {
      docket.add(new Ship(1, ALICE));

      worker.runNext();

      assertThat(docket).hasScheduled(new Trace("shipped 1")).withKey("trace-1");
    }

    @Test
    void orders_are_shipped_when_they_are_due_whatever_the_order_of_their_coming(
        Docket docket, TestWorker worker) {
      docket.add(new Ship(3, ALICE), Schedule.in(Duration.ofDays(3)).withKey("ship-3"));
      docket.add(new Ship(1, ALICE), Schedule.in(Duration.ofDays(1)).withKey("ship-1"));
      docket.add(new Ship(2, BOB), Schedule.in(Duration.ofDays(2)).withKey("ship-2"));

      assertThat(worker.runUntilFinished()).inOrder("ship-1", "ship-2", "ship-3");
    }
  }

  @Nested
  class Fraud {

    private final Strike fraud = Strike.parameter("customerId", Operator.EQ, MALLORY);

    @Test
    void nothing_is_done_for_a_customer_who_is_struck(Docket docket, TestWorker worker) {
      docket.add(new Ship(1, MALLORY), Schedule.in(Duration.ofDays(1)).withKey("pending"));

      docket.strike(fraud);
      Execution<Void> refused = docket.add(charge(2, MALLORY));
      docket.add(charge(3, ALICE));

      assertThat(refused.disposition()).isEqualTo(Disposition.STRUCK);
      assertThat(worker.runUntilFinished()).struck(1).succeeded(1).ranTimes("pending", 0);
    }

    @Test
    void once_restored_the_customer_is_served(Docket docket, TestWorker worker) {
      docket.strike(fraud);
      docket.restore(fraud);
      docket.add(charge(2, MALLORY));

      assertThat(worker.runUntilFinished()).succeeded(1);
    }
  }

  @Nested
  class Stock {

    @Test
    void it_is_looked_at_twice_a_second_until_that_is_cancelled(Docket docket, TestWorker worker) {
      docket.add(new CheckStock(), Schedule.keyed("stock"));

      assertThat(worker.runFor(Duration.ofSeconds(10))).ranTimes("stock", 21);

      assertThat(docket.cancel("stock")).isTrue();
      assertThat(docket).isEmpty();
    }
  }

  @Nested
  class Application {

    @Test
    void it_ends_by_itself_and_adds_up() throws Exception {
      ByteArrayOutputStream printed = new ByteArrayOutputStream();

      boolean addsUp =
          OrdersApp.run(
              "memory://shop-test", new PrintStream(printed, true, StandardCharsets.UTF_8));

      assertThat(printed.toString(StandardCharsets.UTF_8))
          .contains("It adds up.", "passed over", "struck");
      assertThat(addsUp).isTrue();
    }
  }
}
