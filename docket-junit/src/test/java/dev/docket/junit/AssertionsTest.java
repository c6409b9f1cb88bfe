package dev.docket.junit;

import static dev.docket.junit.DocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.ExecutionState;
import dev.docket.Placement;
import dev.docket.ResultTask;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.Retry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DocketExtension.class)
class AssertionsTest {

  record Line(String article, long pieces) {}

  record Ship(String order, double weight, Instant by, List<Line> lines) implements Task {}

  record Bill(long order) implements Task {}

  record Call(@ConcurrencyLimit(max = 1) long customer, int number) implements Task {}

  record Double(int number) implements ResultTask<Integer> {}

  @Retry(attempts = 2)
  record Broken() implements Task {}

  private static final Ship SHIP =
      new Ship("7", 5.0, Instant.parse("2030-01-01T00:00:00Z"), List.of(new Line("pen", 2)));

  private static ThrowableAssertAlternative<?> failing(ThrowingCallable check) {
    return org.assertj.core.api.Assertions.assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(check);
  }

  @Test
  void a_parameter_that_a_task_has_not_is_named(Docket docket) {
    docket.add(new Bill(1));

    assertThatThrownBy(() -> assertThat(docket).hasScheduled(Bill.class).withArgument("nr", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Bill has no parameter nr; it has [order]");
  }

  @Test
  void just_these_are_pending(Docket docket) {
    docket.add(new Bill(1), Schedule.in(Duration.ofDays(2)));
    docket.add(new Bill(2), Schedule.keyed("two"));
    docket.add(new Bill(2));
    docket.add(SHIP);

    assertThat(docket).hasScheduledExactly(new Bill(2), SHIP, new Bill(1), new Bill(2));

    assertThat(docket).hasNotScheduled(new Bill(3)).hasNotScheduled(Call.class);

    failing(() -> assertThat(docket).hasNotScheduled(new Bill(1)))
        .withMessageContainingAll("Expected no pending Bill[order=1], but there is:\n  Bill[");
    failing(() -> assertThat(docket).hasScheduledExactly(new Bill(1), new Bill(2), SHIP))
        .withMessageContainingAll("to be pending.\nNot expected:\n  Bill[", "{order=2}");
    failing(() -> assertThat(docket).hasScheduledExactly(SHIP, SHIP, new Bill(1), new Bill(2)))
        .withMessageContainingAll("Missing: [Ship[order=7", "Not expected:\n  Bill[");
    failing(() -> assertThat(docket).hasScheduledExactly())
        .withMessageContaining("Bill[two] QUEUED");
  }

  @Test
  void arguments_are_compared_as_json_values(Docket docket) {
    docket.register(Ship.class, ship -> {});
    docket.add(SHIP, Schedule.keyed("ship"));
    docket.add(
        "Ship",
        Map.of(
            "order",
            "8",
            "weight",
            new BigDecimal("5.00"),
            "by",
            "2030-01-01T00:00:00Z",
            "lines",
            List.of(Map.of("pieces", 2L, "article", "pen"))),
        Schedule.keyed("by-name"));

    assertThat(docket).hasScheduled(SHIP).withKey("ship");
    assertThat(docket).hasScheduled(new Ship("8", 5, SHIP.by(), SHIP.lines())).withKey("by-name");
    assertThat(docket).hasScheduled(Ship.class).withArgument("weight", 5).times(2);
    failing(() -> assertThat(docket).hasScheduled(Ship.class).withArgument("order", 7))
        .withMessageContaining("order is \"7\", not 7");
  }

  @Test
  void a_failure_lists_the_nearest_field_by_field(Docket docket) {
    docket.add(new Bill(1), Schedule.keyed("bill"));
    docket.add(SHIP, Schedule.in(Duration.ofHours(2)).withKey("far"));
    docket.add(
        new Ship("8", 5.0, SHIP.by(), SHIP.lines()),
        Schedule.in(Duration.ofHours(2)).withKey("near"));

    failing(
            () ->
                assertThat(docket)
                    .hasScheduled(new Ship("8", 5.0, SHIP.by(), SHIP.lines()))
                    .dueIn(Duration.ofHours(3)))
        .satisfies(
            error ->
                assertThat(error.getMessage().lines().map(String::strip))
                    .containsSubsequence(
                        "due in is PT2H, not PT3H",
                        "order is \"7\", not \"8\"",
                        "task is Bill, not Ship"));
  }

  @Test
  void a_failure_says_whether_anything_like_it_is_pending(Docket docket) {
    failing(() -> assertThat(docket).hasScheduled(Bill.class))
        .withMessageContaining("nothing is pending at all");
    docket.add(SHIP);
    failing(() -> assertThat(docket).hasScheduled(Bill.class))
        .withMessageContainingAll("no Bill is pending; what is", "Ship[", "task is Ship, not Bill");
    docket.add(new Bill(1));
    failing(() -> assertThat(docket).hasScheduled(Bill.class).withKey("x"))
        .withMessageContaining("none of the 1 pending");
    failing(() -> assertThat(docket).hasScheduled(Bill.class).times(2))
        .withMessageContaining("Expected 2 pending Bill");
    failing(() -> assertThat(docket).hasNotScheduled(Bill.class)).withMessageContaining("Bill[");
    failing(() -> assertThat(docket).isEmpty())
        .withMessageContainingAll("but there are 2", "Ship[");
  }

  @Test
  void a_failure_shows_what_has_run_already(Docket docket, TestWorker worker) {
    docket.register(Bill.class, bill -> {});
    docket.add(new Bill(1), Schedule.keyed("done"));
    worker.runUntilFinished();

    failing(() -> assertThat(docket).as("the shop").hasScheduled(Bill.class))
        .withMessageContainingAll(
            "[the shop] Expected", "Not pending any more", "[done] COMPLETED");
  }

  @Test
  void the_execution_that_is_meant_can_be_had(Docket docket, TestClock clock) {
    Instant when = clock.now().plusSeconds(90);
    docket.add(new Bill(3), Schedule.at(when));

    assertThat(docket).hasScheduled(Bill.class).dueAt(when).onAttempt(1);
    assertThat(assertThat(docket).hasScheduled(Bill.class).execution().arguments())
        .containsEntry("order", 3);
    assertThat(docket).hasScheduled(Bill.class).and().hasTaskCount(1).hasRunning(0);
    failing(() -> assertThat(docket).hasScheduled(Bill.class).dueAt(when.plusSeconds(1)))
        .withMessageContaining("due at is");
  }

  private static final class OutOfOrder extends RuntimeException {
    private static final long serialVersionUID = 1;

    OutOfOrder(String message) {
      super(message);
    }
  }

  @Test
  void thousands_of_pending_executions_are_all_looked_at(Docket docket, TestClock clock) {
    List<Placement> many = new ArrayList<>();
    for (int n = 0; n < 1500; n++) {
      many.add(new Placement(new Double(n), Schedule.now()));
    }
    docket.addAll(many);
    docket.add(SHIP, Schedule.in(Duration.ofHours(1)));

    assertThat(docket).hasTaskCount(1501).hasScheduled(SHIP.getClass());
    failing(() -> assertThat(docket).hasNotScheduled(SHIP.getClass()))
        .withMessageContaining("Expected no pending");
    assertThat(clock.nextDue()).contains(clock.now().plus(Duration.ofHours(1)));
  }

  @Test
  void an_execution_is_asserted(Docket docket, TestWorker worker) {
    docket.register(Double.class, task -> 2 * task.number());
    docket.register(
        Bill.class,
        (bill, context) -> {
          context.progress().total(5);
          context.progress().increment(2);
        });
    docket.register(
        Broken.class,
        broken -> {
          throw new OutOfOrder("it is broken");
        });
    Execution<Integer> six = docket.add(new Double(3));
    Execution<Void> bill = docket.add(new Bill(1));
    Execution<Void> broken = docket.add(new Broken());
    Execution<Void> later = docket.add(SHIP, Schedule.in(Duration.ofDays(1)));
    later.cancel();

    worker.runUntilFinished();

    assertThat(six).isCompleted().hasResult(6).ranTimes(1).ranOn(worker.worker().name());
    assertThat(bill).hasProgress(2, 5);
    assertThat(broken).hasFailedWith(RuntimeException.class).ranTimes(2);
    assertThat(broken).hasFailedWith(Exception.class);
    assertThat(later).isCancelled();
    failing(() -> assertThat(six).hasResult(7)).withMessageContaining("result 6, not 7");
    failing(() -> assertThat(bill).hasProgress(3, 5))
        .withMessageContaining("the progress 2 of 5, not 3 of 5");
    failing(() -> assertThat(broken).isCompleted())
        .withMessageContainingAll("it is broken", "AssertionsTest");
    failing(() -> assertThat(broken).hasFailedWith(IllegalArgumentException.class))
        .withMessageContaining("OutOfOrder");
    failing(() -> assertThat(six).ranTimes(2)).withMessageContaining("ran 1 times");
    failing(() -> assertThat(six).ranOn("nobody")).withMessageContaining("nobody");
    failing(() -> assertThat(six).hasState(ExecutionState.FAILED))
        .withMessageContaining("COMPLETED");
    failing(() -> assertThat(docket).hasNoFailures()).withMessageContaining("it is broken");
  }

  record Anything(Object value) implements ResultTask<Object> {}

  @Test
  void what_looks_alike_is_told_apart_and_what_is_not_there_is_said(
      Docket docket, TestWorker worker) {
    docket.register(Anything.class, Anything::value);
    docket.register(
        Bill.class,
        bill -> {
          throw new OutOfOrder("it is broken");
        });
    Execution<Object> five = docket.add(new Anything(5));
    Execution<Void> bill = docket.add(new Bill(1), Schedule.keyed("bill"));
    Execution<Void> later = docket.add(SHIP, Schedule.in(Duration.ofDays(1)).withKey("later"));

    worker.runDue();

    failing(() -> assertThat(five).hasResult(5L))
        .withMessageContaining("the result 5 (java.lang.Integer), not 5 (java.lang.Long)");
    failing(() -> assertThat(five).hasResult("5"))
        .withMessageContaining("the result 5 (java.lang.Integer), not 5 (java.lang.String)");
    failing(() -> assertThat(later).ranOn("north"))
        .withMessageContaining(
            "No worker is known of Ship[later], expected north; it is SCHEDULED");
    failing(() -> assertThat(later).hasProgress(1, 2))
        .withMessageContaining("Ship[later] has reported no progress, expected 1 of 2");
    failing(() -> assertThat(bill).isCompleted())
        .withMessageContainingAll("it is broken", "AssertionsTest")
        .satisfies(
            error ->
                assertThat(error.getMessage())
                    .doesNotContain("HandlerCall", "RunRecorder", "VirtualThread.run"));
    failing(() -> assertThat((Docket) null).isEmpty())
        .withMessageContaining("Expecting actual not to be null");
    failing(() -> assertThat((Execution<Void>) null).isCompleted())
        .withMessageContaining("Expecting actual not to be null");
  }

  @Test
  void a_report_is_asserted(Docket docket, TestWorker worker) {
    docket.register(Bill.class, bill -> {});
    docket.register(Ship.class, ship -> {});
    docket.add(new Bill(1), Schedule.in(Duration.ofHours(1)).withKey("bill"));
    docket.add(SHIP, Schedule.in(Duration.ofHours(2)).withKey("ship"));

    TestReport report = worker.runUntilFinished();

    assertThat(report)
        .succeeded(2)
        .failed(0)
        .retried(0)
        .cancelled(0)
        .struck(0)
        .leftNothing()
        .hasNoFailures()
        .inOrder("bill", "ship")
        .inOrder(Bill.class, Ship.class)
        .ranTimes(Bill.class, 1)
        .ranTimes("ship", 1);
    failing(() -> assertThat(report).succeeded(3))
        .withMessageContainingAll("Expected succeeded 3, but it is 2", "Bill[bill]");
    failing(() -> assertThat(report).inOrder("bill", "bill"))
        .withMessageContaining("Expected the order [bill, bill], but it was [bill, ship]");
    failing(() -> assertThat(report).inOrder("ship", "bill"))
        .withMessageContaining("but it was [bill, ship]");
    failing(() -> assertThat(report).inOrder(Bill.class, Call.class))
        .withMessageContaining("Expected Call to run");
    failing(() -> assertThat(report).ranTimes("bill", 2)).withMessageContaining("ran 1 times");
  }

  @Test
  void runs_at_the_same_time_are_found(Docket docket, TestWorker worker) {
    CountDownLatch both = new CountDownLatch(2);
    docket.register(
        Bill.class,
        bill -> {
          both.countDown();
          both.await();
        });
    docket.register(Call.class, call -> {});
    docket.add(new Bill(1), Schedule.keyed("one"));
    docket.add(new Bill(2), Schedule.keyed("two"));
    for (int n = 0; n < 6; n++) {
      docket.add(new Call(n % 2, n));
    }

    TestReport report = worker.runUntilFinished();

    assertThat(report).neverConcurrent(Call.class, "customer").concurrentAtMost(Bill.class, 2);
    assertThat(report).neverConcurrent(Bill.class, "order");
    failing(() -> assertThat(report).neverConcurrent(Bill.class))
        .withMessageContainingAll(
            "Bill[one]", "Bill[two]", "Expected no two runs at the same time");
    failing(() -> assertThat(report).concurrentAtMost(Bill.class, 1))
        .withMessageContaining("there were 2");
    assertThatThrownBy(() -> assertThat(report).neverConcurrent(Call.class, "costumer"))
        .hasMessageContaining("it has [customer, number]");
  }
}
