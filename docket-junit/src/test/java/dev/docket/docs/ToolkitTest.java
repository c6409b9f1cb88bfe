package dev.docket.docs;

import static dev.docket.junit.DocketAssertions.assertThat;
import static dev.docket.junit.DocketAwait.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.ResultTask;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.Cooldown;
import dev.docket.behavior.Cron;
import dev.docket.behavior.Perpetual;
import dev.docket.behavior.Retry;
import dev.docket.junit.DeliverTwice;
import dev.docket.junit.DocketExtension;
import dev.docket.junit.DocketTest;
import dev.docket.junit.Faults;
import dev.docket.junit.Guard;
import dev.docket.junit.Named;
import dev.docket.junit.TestClock;
import dev.docket.junit.TestReport;
import dev.docket.junit.TestWorker;
import dev.docket.junit.WithoutGuards;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/testing.md shows of the toolkit. */
@ExtendWith(DocketExtension.class)
class ToolkitTest {

  record ProcessOrder(long orderId) implements Task {}

  record Total(long orderId) implements ResultTask<Long> {}

  @Retry(attempts = 3, delay = "1h")
  record Charge(@ConcurrencyLimit(max = 1) long customerId, long cents) implements Task {}

  @Perpetual(every = "1d")
  record DailyReport() implements Task {}

  @Cron("0 9 * * 1")
  record WeeklyReport() implements Task {}

  @Cooldown("10m")
  record Refresh() implements Task {}

  private final List<Long> shipped = Collections.synchronizedList(new ArrayList<>());

  // docs: time
  @Test
  void a_report_is_made_every_day(Docket docket, TestWorker worker, TestClock clock) {
    Instant start = clock.now();
    docket.register(DailyReport.class, report -> {});
    docket.add(new DailyReport(), Schedule.keyed("report"));

    TestReport month = worker.runFor(Duration.ofDays(30));

    assertThat(month).succeeded(31);
    assertThat(clock.now()).isEqualTo(start.plus(Duration.ofDays(30)));
  }

  @Test
  void a_refresh_within_ten_minutes_is_dropped(Docket docket, TestWorker worker, TestClock clock) {
    docket.register(Refresh.class, refresh -> {});
    docket.add(new Refresh());
    worker.runDue();

    clock.advance(Duration.ofMinutes(9));
    docket.add(new Refresh());

    assertThat(worker.runDue()).cancelled(1);
  }

  // end

  // docs: a known time
  @Nested
  @DocketTest(time = "2030-05-01T12:00:00Z") // a Wednesday
  class WeeklyReports {
    @Test
    void are_made_on_Mondays(Docket docket, TestWorker worker, TestClock clock) {
      docket.register(WeeklyReport.class, report -> {});

      worker.runNext();

      assertThat(clock.now()).isEqualTo("2030-05-06T09:00:00Z");
    }
  }

  // end

  // docs: steps
  @Test
  void a_charge_is_tried_again_after_an_hour(Docket docket, TestWorker worker) {
    docket.register(
        Charge.class,
        (charge, context) -> {
          if (context.attempt() == 1) {
            throw new IllegalStateException("the bank does not answer");
          }
        });
    docket.add(new Charge(101, 995), Schedule.keyed("charge"));

    assertThat(worker.runNext()).retried(1);
    assertThat(docket).hasScheduled(Charge.class).onAttempt(2).dueIn(Duration.ofHours(1));
    assertThat(worker.runNext()).succeeded(1).ranTimes("charge", 1).leftNothing();
  }

  // end

  @Test
  void all_ways_to_run(Docket docket, TestWorker worker) {
    docket.register(ProcessOrder.class, order -> shipped.add(order.orderId()));
    for (int day = 0; day < 6; day++) {
      docket.add(new ProcessOrder(day), Schedule.in(Duration.ofDays(day)).withKey("order-" + day));
    }
    // docs: ways to run
    worker.runDue(); // what is due now; time stands still
    worker.runNext(2); // the next two runs in due order, and no more
    worker.runFor(Duration.ofHours(36)); // what is due within that time; the clock shows its end
    worker.runUntil(snapshot -> shipped.contains(4L)); // no further than to that moment
    worker.runAtMost(Map.of("order-5", 1)); // all, but of these keys no more runs than so many
    worker.runUntilFinished().throwIfFailed(); // all; throws what the handlers threw
    // end
    docket.register(Total.class, total -> 995L);
    // docs: perform
    worker.perform(new ProcessOrder(6)); // runs what is due; throws what the handler threw
    long cents = worker.perform(new Total(7)); // the same, and returns the result
    // end
    assertThat(cents).isEqualTo(995L);
    assertThat(shipped).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void assertions(Docket docket, TestWorker worker) {
    docket.register(Total.class, total -> 995L);
    docket.register(
        Charge.class,
        charge -> {
          if (charge.cents() > 900) {
            throw new IllegalArgumentException("card declined");
          }
        });
    docket.register(ProcessOrder.class, order -> {});
    docket.add(new ProcessOrder(7), Schedule.in(Duration.ofHours(2)).withKey("order-7"));
    // docs: assertions on a docket
    assertThat(docket)
        .hasScheduled(new ProcessOrder(7))
        .withKey("order-7")
        .dueIn(Duration.ofHours(2));
    assertThat(docket).hasScheduled(ProcessOrder.class).withArgument("orderId", 7).times(1);
    assertThat(docket).hasScheduledExactly(new ProcessOrder(7)); // these, and no others
    assertThat(docket).hasNotScheduled(Charge.class).hasTaskCount(1);
    // end
    // docs: assertions on executions
    Execution<Long> total = docket.add(new Total(7));
    Execution<Void> charge = docket.add(new Charge(101, 995), Schedule.keyed("charge"));

    TestReport report = worker.runUntilFinished();

    assertThat(total).isCompleted().hasResult(995L);
    assertThat(charge).hasFailedWith(IllegalArgumentException.class).ranTimes(3);
    assertThat(report)
        .succeeded(2)
        .failed(1)
        .inOrder(Total.class, ProcessOrder.class)
        .neverConcurrent(Charge.class, "customerId");
    // end
  }

  @Test
  void a_failure_names_the_nearest(Docket docket) {
    docket.add(new Charge(101, 995), Schedule.in(Duration.ofHours(2)).withKey("charge"));

    assertThatThrownBy(() -> assertThat(docket).hasScheduled(new Charge(102, 995)))
        .hasMessageContainingAll("none of the 1 pending", "customerId is 101, not 102");
  }

  // docs: waiting
  @Test
  void a_worker_that_runs_ships_what_comes(Docket docket, Worker worker) {
    docket.register(ProcessOrder.class, order -> shipped.add(order.orderId()));
    worker.start();

    Execution<Void> execution = docket.add(new ProcessOrder(123));

    await(docket).until(() -> shipped.contains(123L));
    await(execution).untilAsserted(() -> assertThat(execution).isCompleted());
  }

  // end

  // docs: faults
  @Test
  void an_order_survives_the_death_of_its_worker(
      Docket docket, @Named("first") Worker first, @Named("second") Worker second) {
    CountDownLatch never = new CountDownLatch(1);
    docket.register(
        ProcessOrder.class,
        (order, context) -> {
          if (!context.redelivered()) {
            never.await();
          }
          shipped.add(order.orderId());
        });
    docket.add(new ProcessOrder(9));
    first.start();
    await(docket).until(() -> docket.snapshot().running().size() == 1);

    Faults.of(first).crash(); // no acknowledgement, no farewell
    second.start();

    await(docket).atMost(Duration.ofSeconds(30)).until(() -> shipped.contains(9L));
  }

  // end

  private final Map<Long, Long> booked = new HashMap<>();

  // docs: idempotency
  @Test
  @DeliverTwice
  void a_charge_is_booked_once(Docket docket, TestWorker worker) {
    docket.register(
        Charge.class, charge -> booked.putIfAbsent(charge.customerId(), charge.cents()));
    docket.add(new Charge(101, 995));

    worker.runUntilFinished().throwIfFailed();

    assertThat(booked).containsExactly(Map.entry(101L, 995L));
  }

  // end

  record Upload(Map<String, Object> values) implements Task {}

  // docs: without a guard
  @Test
  @WithoutGuards(Guard.ARGUMENTS) // the handler gets a text for the time
  void any_values_are_added(Docket docket) {
    docket.add(new Upload(Map.of("at", Instant.EPOCH)));

    assertThat(docket).hasScheduled(Upload.class);
  }

  // end

  // docs: several
  @Test
  void two_shops_do_not_see_each_other(
      Docket docket, Worker worker, @Named("b") Docket other, @Named("b") Worker otherWorker) {
    docket.register(ProcessOrder.class, order -> shipped.add(order.orderId()));
    other.register(ProcessOrder.class, order -> shipped.add(-order.orderId()));
    docket.add(new ProcessOrder(1));
    other.add(new ProcessOrder(2));

    otherWorker.runUntilFinished();
    assertThat(shipped).containsExactly(-2L);
    worker.runUntilFinished();
    assertThat(shipped).containsExactly(-2L, 1L);
  }
  // end
}
