package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.docket.Execution;
import dev.docket.ExecutionState;
import dev.docket.RunReport;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.TaskDefinition;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.Retry;
import dev.docket.behavior.Timeout;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TimeoutsTest extends OnRedis {

  @Timeout("200ms")
  @Retry(attempts = 2)
  record Limited(@ConcurrencyLimit(max = 1, scope = "sets") String set) implements Task {}

  /** Of the same sets, with time enough on a machine that stands still for a while. */
  @Timeout("3s")
  @Retry(attempts = 2)
  record Patient(@ConcurrencyLimit(max = 1, scope = "sets") String set) implements Task {}

  record Unlimited() implements Task {}

  private static void forever() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  @Test
  void a_run_that_is_over_in_time_is_not_interrupted_later() {
    docket.register(Patient.class, patient -> {});
    docket.add(new Patient("a"));
    docket.register(Unlimited.class, unlimited -> TimeUnit.MILLISECONDS.sleep(3500));
    Execution<Void> unlimited = docket.add(new Unlimited());

    assertThat(runUntilFinished()).isEqualTo(new RunReport(2, 0, 0, 0, 0));
    assertThat(unlimited.state()).isEqualTo(ExecutionState.COMPLETED);
  }

  @Test
  void it_is_retried_and_its_slot_is_free_for_the_next() {
    docket.register(Limited.class, limited -> forever());
    docket.register(Patient.class, patient -> {});
    Execution<Void> slow = docket.add(new Limited("a"), Schedule.keyed("slow"));
    Execution<Void> next = docket.add(new Patient("a"));

    assertThat(runUntilFinished()).isEqualTo(new RunReport(1, 1, 1, 0, 0));
    assertThat(next.state()).isEqualTo(ExecutionState.COMPLETED);
    assertThat(slow.record().orElseThrow().error())
        .isEqualTo("TimeoutException: slow exceeded its time-out of PT0.2S");
    assertThat(docket.concurrencySets()).isEmpty();
  }

  @Test
  void a_handler_that_swallows_the_interrupt_has_failed_all_the_same() {
    docket.register(
        Limited.class,
        limited -> {
          try {
            forever();
          } catch (InterruptedException e) {
            // goes on as if nothing had happened
          }
        });
    docket.add(new Limited("a"));

    assertThat(runUntilFinished()).isEqualTo(new RunReport(0, 1, 1, 0, 0));
  }

  @Test
  void a_handler_extends_its_time() {
    AtomicBoolean grew = new AtomicBoolean();
    docket.register(
        Patient.class,
        (patient, context) -> {
          Duration before = context.timeout().remaining();
          context.timeout().extend();
          context.timeout().extend(Duration.ofSeconds(30));
          Duration after = context.timeout().remaining();
          grew.set(
              before.compareTo(Duration.ofSeconds(3)) <= 0
                  && after.compareTo(Duration.ofSeconds(30)) > 0
                  && after.compareTo(Duration.ofSeconds(36)) <= 0);
          TimeUnit.MILLISECONDS.sleep(3500);
        });
    docket.add(new Patient("a"));

    assertThat(runUntilFinished()).isEqualTo(new RunReport(1, 0, 0, 0, 0));
    assertThat(grew).isTrue();
  }

  @Test
  void a_time_that_cannot_be_counted_in_nanoseconds_is_as_good_as_none() {
    docket.register(
        Patient.class,
        (patient, context) -> {
          context.timeout().extend(Duration.ofSeconds(Long.MAX_VALUE));
          context.timeout().extend();
          assertThat(context.timeout().remaining()).isGreaterThan(Duration.ofDays(30_000));
        });
    docket.register(
        TaskDefinition.of(Unlimited.class)
            .timeout(Duration.ofSeconds(Long.MAX_VALUE))
            .handler((Unlimited unlimited) -> {}));
    docket.add(new Patient("a"));
    docket.add(new Unlimited());

    assertThat(runUntilFinished()).isEqualTo(new RunReport(2, 0, 0, 0, 0));
  }

  @Test
  void a_deadline_is_not_moved_backwards() {
    docket.register(
        Patient.class,
        (patient, context) -> {
          for (Duration by : List.of(Duration.ZERO, Duration.ofSeconds(-5))) {
            assertThatIllegalArgumentException()
                .isThrownBy(() -> context.timeout().extend(by))
                .withMessageContaining("positive");
          }
        });
    docket.add(new Patient("a"));

    assertThat(runUntilFinished()).isEqualTo(new RunReport(1, 0, 0, 0, 0));
  }

  @Test
  void an_extended_time_ends_too() {
    docket.register(
        Patient.class,
        (patient, context) -> {
          if (context.attempt() == 1) {
            context.timeout().extend();
            forever();
          }
        });
    docket.add(new Patient("a"));

    assertThat(runUntilFinished()).isEqualTo(new RunReport(1, 0, 1, 0, 0));
  }

  @Test
  void a_task_without_a_time_out_has_nothing_to_extend() {
    docket.register(Unlimited.class, (unlimited, context) -> context.timeout().extend());
    Execution<Void> unlimited = docket.add(new Unlimited());

    runUntilFinished();

    assertThat(unlimited.record().orElseThrow().error())
        .contains("annotate its record with @Timeout");
  }
}
