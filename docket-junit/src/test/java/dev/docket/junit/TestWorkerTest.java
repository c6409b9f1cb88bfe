package dev.docket.junit;

import static dev.docket.junit.DocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Docket;
import dev.docket.DocketListener.Outcome;
import dev.docket.ResultTask;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.Perpetual;
import dev.docket.behavior.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DocketExtension.class)
class TestWorkerTest {

  record Step(int number) implements Task {}

  @Retry(attempts = 3, delay = "1h")
  record Flaky() implements Task {}

  @Perpetual(every = "1d")
  record Daily() implements Task {}

  record Unknown() implements Task {}

  record Call(@ConcurrencyLimit(max = 1) long customer) implements Task {}

  private final List<Integer> done = Collections.synchronizedList(new ArrayList<>());

  private void steps(Docket docket) {
    docket.register(Step.class, step -> done.add(step.number()));
  }

  private static Schedule inDays(int days) {
    return Schedule.in(Duration.ofDays(days));
  }

  @Test
  void what_is_due_runs_and_time_stands_still(Docket docket, TestWorker worker, TestClock clock) {
    Instant start = clock.now();
    docket.register(
        Step.class,
        step -> {
          done.add(step.number());
          if (step.number() == 1) {
            docket.add(new Step(2));
          }
        });
    docket.add(new Step(1));
    docket.add(new Step(3), inDays(1));

    TestReport report = worker.runDue();

    assertThat(done).containsExactly(1, 2);
    assertThat(clock.now()).isEqualTo(start);
    assertThat(report).succeeded(2);
    assertThat(report.left()).singleElement().satisfies(r -> assertThat(r.when()).isAfter(start));
  }

  record Half(int number) implements ResultTask<Integer> {}

  @Test
  void one_task_is_performed_with_all_that_is_around_it(Docket docket, TestWorker worker) {
    steps(docket);
    docket.register(Half.class, half -> half.number() / 2);

    assertThat(worker.perform(new Step(1))).succeeded(1);

    assertThat(done).containsExactly(1);
    assertThat(worker.perform(new Half(84))).isEqualTo(42);
  }

  @Test
  void what_a_performed_task_throws_is_thrown(Docket docket, TestWorker worker) {
    docket.register(
        Flaky.class,
        flaky -> {
          throw new IllegalStateException("on the first of three attempts");
        });

    assertThatThrownBy(() -> worker.perform(new Flaky()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Flaky threw java.lang.IllegalStateException: on the first")
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void why_a_performed_task_was_not_called_is_said(Docket docket, TestWorker worker) {
    docket.register(Call.class, call -> {});
    docket.strike(Strike.task(Call.class));

    assertThatThrownBy(() -> worker.perform(new Call(1)))
        .hasMessageContainingAll("Call was not called: struck by", "Call");
    assertThatThrownBy(() -> worker.perform(new Unknown()))
        .hasMessageContainingAll(
            "Unknown was not called: no live worker knows task Unknown; register",
            "no live worker knows task Unknown");
  }

  @Test
  void the_next_runs_come_in_due_order(Docket docket, TestWorker worker, TestClock clock) {
    Instant start = clock.now();
    steps(docket);
    for (int day : List.of(3, 1, 2)) {
      docket.add(new Step(day), inDays(day));
    }

    assertThat(worker.runNext()).succeeded(1);
    assertThat(done).containsExactly(1);
    assertThat(clock.now()).isEqualTo(start.plus(Duration.ofDays(1)));
    assertThat(worker.runNext(5)).succeeded(2).leftNothing();
    assertThat(done).containsExactly(1, 2, 3);
    assertThat(worker.runNext()).succeeded(0);
    assertThatThrownBy(() -> worker.runNext(0)).hasMessageContaining("at least 1");
  }

  @Test
  void retries_are_stepped_through(Docket docket, TestWorker worker) {
    docket.register(
        Flaky.class,
        (task, context) -> {
          if (context.attempt() < 3) {
            throw new IllegalStateException("not on attempt " + context.attempt());
          }
        });
    docket.add(new Flaky(), Schedule.keyed("flaky"));

    TestReport first = worker.runNext();

    assertThat(first).retried(1).ranTimes("flaky", 1);
    assertThat(docket)
        .hasScheduled(Flaky.class)
        .onAttempt(2)
        .dueIn(Duration.ofHours(1), Duration.ofSeconds(1));
    assertThat(first.runs().get(0).outcome()).isEqualTo(Outcome.RETRIED);
    assertThat(first.runs().get(0).error()).hasMessage("not on attempt 1");
    assertThat(worker.runUntilFinished()).retried(1).succeeded(1).ranTimes(Flaky.class, 2);
  }

  @Test
  void a_time_is_run_through_and_the_clock_shows_its_end(
      Docket docket, TestWorker worker, TestClock clock) {
    Instant start = clock.now();
    docket.register(Daily.class, task -> {});
    docket.add(new Daily(), Schedule.keyed("daily"));

    assertThat(worker.runFor(Duration.ofDays(10).plusHours(1))).succeeded(11);

    assertThat(clock.now()).isEqualTo(start.plus(Duration.ofDays(10).plusHours(1)));
    assertThat(docket).hasScheduled(Daily.class).dueIn(Duration.ofHours(23));
    assertThat(worker.runFor(Duration.ofMinutes(5))).succeeded(0);
  }

  @Test
  void a_condition_ends_it_and_time_does_not_pass_that_moment(
      Docket docket, TestWorker worker, TestClock clock) {
    Instant start = clock.now();
    steps(docket);
    for (int day = 1; day <= 5; day++) {
      docket.add(new Step(day), inDays(day));
    }

    worker.runUntil(snapshot -> done.size() == 3);

    assertThat(done).containsExactly(1, 2, 3);
    assertThat(clock.now()).isEqualTo(start.plus(Duration.ofDays(3)));
    assertThat(worker.runUntil(snapshot -> snapshot.totalTasks() == 1)).succeeded(1);
    assertThat(worker.runUntil(snapshot -> true)).succeeded(0);
    assertThatThrownBy(() -> worker.runUntil(snapshot -> done.size() == 99))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("still false");
  }

  @Test
  void what_ends_one_call_does_not_end_the_next(Docket docket, TestWorker worker) {
    steps(docket);
    docket.add(new Step(0));
    // Whatever is to end the call gets its turn late, when the call has long ended by itself.
    worker.runUntil(snapshot -> done.contains(0) && keepsVirtualThreadsWaiting());
    for (int day = 1; day <= 30; day++) {
      docket.add(new Step(day), inDays(day));
    }

    assertThat(worker.runUntilFinished()).succeeded(30).leftNothing();
  }

  private static boolean keepsVirtualThreadsWaiting() {
    long end = System.nanoTime() + Duration.ofMillis(300).toNanos();
    for (int n = 0; n <= Runtime.getRuntime().availableProcessors(); n++) {
      Thread.startVirtualThread(
          () -> {
            while (System.nanoTime() < end) {
              Thread.onSpinWait();
            }
          });
    }
    return true;
  }

  @Test
  void a_report_shows_every_run_and_throws_what_handlers_threw(Docket docket, TestWorker worker) {
    docket.register(
        Step.class,
        step -> {
          if (step.number() > 1) {
            throw new IllegalArgumentException("no " + step.number());
          }
        });
    for (int n = 1; n <= 3; n++) {
      docket.add(new Step(n), Schedule.keyed("step-" + n));
    }

    TestReport report = worker.runUntilFinished();

    assertThat(report).succeeded(1).failed(2);
    TaskRun run = report.runsOf("step-2").get(0);
    assertThat(run.taskName()).isEqualTo("Step");
    assertThat(run.arguments()).isEqualTo(Map.of("number", 2));
    assertThat(run.worker()).isEqualTo(worker.worker().name());
    assertThat(run.endedAt()).isAfterOrEqualTo(run.startedAt());
    assertThat(report.toString()).contains("failed 2", "Step[step-1]", "1", "x", "+");
    assertThatThrownBy(report::throwIfFailed)
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("2 executions failed", "Step[step-2] on attempt 1", "no 3")
        .satisfies(
            error ->
                assertThat(List.of(error.getCause(), error.getSuppressed()[0]))
                    .allSatisfy(
                        cause ->
                            assertThat(cause.getStackTrace()[0].getClassName())
                                .contains("TestWorkerTest"))
                    .extracting(Throwable::getMessage)
                    .containsExactlyInAnyOrder("no 2", "no 3"));
  }

  @Test
  void nothing_to_throw_throws_nothing(Docket docket, TestWorker worker) {
    steps(docket);
    docket.add(new Step(1));

    assertThat(worker.runUntilFinished().throwIfFailed()).succeeded(1);
  }

  @Test
  void a_chain_that_never_ends_is_noticed(Docket docket, TestWorker worker) {
    docket.register(Daily.class, task -> {});
    docket.add(new Daily(), Schedule.keyed("daily"));

    assertThatThrownBy(worker::runUntilFinished)
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("daily has run 1", "for ever", "runFor(duration)");
    assertThat(worker.runAtMost(Map.of("daily", 3))).succeeded(3);
  }

  @Test
  void it_works_beside_a_worker(Docket docket, Worker worker, TestWorker testWorker) {
    steps(docket);
    docket.add(new Step(1));
    worker.runUntilFinished();
    docket.add(new Step(2));

    assertThat(testWorker.runUntilFinished()).succeeded(1);

    assertThat(done).containsExactly(1, 2);
    assertThat(testWorker.worker()).isNotSameAs(worker);
  }

  @Test
  void named_ones_are_on_their_own_dockets(
      Docket docket,
      @Named("b") Docket other,
      TestWorker worker,
      @Named("b") TestWorker otherWorker) {
    steps(docket);
    other.register(Step.class, step -> done.add(-step.number()));
    docket.add(new Step(1));
    other.add(new Step(2));

    assertThat(otherWorker.runUntilFinished()).succeeded(1);
    assertThat(done).containsExactly(-2);
    assertThat(worker.runUntilFinished()).succeeded(1);
    assertThat(done).containsExactly(-2, 1);
  }
}
