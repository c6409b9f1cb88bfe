package dev.docket.junit;

import static dev.docket.junit.DocketAwait.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Docket;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.Perpetual;
import dev.docket.behavior.Retry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is left is said with why it does not end. */
@DocketTest(hangAfter = "3s")
class StandstillTest {

  @Perpetual(every = "1d")
  record Daily() implements Task {}

  record Unknown() implements Task {}

  record Call(@ConcurrencyLimit(max = 1) long customer) implements Task {}

  @Retry(attempts = 2)
  record Pack(@ConcurrencyLimit(max = 2) long customer) implements Task {}

  @Retry(attempts = 2, delay = "1h")
  record Ask() implements Task {}

  private static Schedule inDays(int days) {
    return Schedule.in(Duration.ofDays(days));
  }

  private static String left(Docket docket) {
    return Standstill.of(docket, Recorders.of(docket).orElseThrow());
  }

  @Test
  void a_handler_that_hangs_is_shown_with_its_stack(Docket docket, TestWorker worker) {
    CountDownLatch never = new CountDownLatch(1);
    docket.register(Call.class, call -> never.await());
    docket.add(new Call(7), Schedule.keyed("first"));
    docket.add(new Call(7), Schedule.keyed("second"));
    docket.add(new Call(8), inDays(2).withKey("later"));

    assertThatThrownBy(worker::runUntilFinished)
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll(
            "Nothing has started or ended for 3 s",
            "Call[first] running on worker tester-",
            "CountDownLatch.await",
            "Call[second] waits for the slot of ",
            "held by first on worker tester-",
            "Call[later] due in 2 days");
  }

  @Test
  void a_task_that_nobody_knows_is_named(Docket docket, TestWorker worker) {
    docket.add(new Unknown(), Schedule.keyed("lost"));

    // Either while it waits for a worker that does, or an hour of test time later, when it failed.
    assertThatThrownBy(() -> worker.runUntilFinished().throwIfFailed())
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("Unknown[lost]", "no live worker ", "register");
  }

  @Test
  void a_struck_chain_is_told_from_a_hang(Docket docket, TestWorker worker) {
    docket.register(Daily.class, task -> {});
    docket.add(new Daily(), Schedule.in(Duration.ofDays(1)).withKey("daily"));
    docket.strike(Strike.task(Daily.class));

    assertThatThrownBy(worker::runUntilFinished)
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("Daily[daily] ", "struck by `Daily`");
  }

  @Test
  void how_long_handlers_have_run_is_told_in_real_time_and_once(
      Docket docket, Worker worker, TestClock clock) {
    CountDownLatch go = new CountDownLatch(1);
    docket.register(Pack.class, pack -> go.await());
    worker.start();
    for (String key : new String[] {"a", "b"}) {
      docket.add(new Pack(7), Schedule.keyed(key));
      await(docket).until(() -> Recorders.of(docket).orElseThrow().running(key).isPresent());
    }
    docket.add(new Pack(7), Schedule.keyed("c"));
    await(docket)
        .until(() -> docket.concurrencySets().stream().anyMatch(s -> !s.waiters().isEmpty()));

    String at = left(docket);
    clock.advance(Duration.ofDays(3));
    String later = left(docket);
    go.countDown();

    String name = worker.name();
    assertThat(at)
        .contains("Pack[a] running on worker %s, attempt 1 of 2\n".formatted(name))
        .contains("its handler has run for")
        .contains("held by a on worker %s and b on worker %1$s".formatted(name))
        .doesNotContain("for 0 s");
    assertThat(later)
        .contains("Pack[a] running on worker %s, attempt 1 of 2\n".formatted(name))
        .contains("held by a on worker %s and b on worker %1$s".formatted(name))
        .doesNotContain("days", "hours");
  }

  @Test
  void what_handlers_say_is_left_as_it_is(Docket docket, TestWorker worker) {
    docket.register(
        Ask.class,
        ask -> {
          throw new IllegalStateException("was patient for 0 s");
        });
    docket.add(new Ask(), Schedule.keyed("ask"));

    worker.runDue();

    assertThat(left(docket)).endsWith("after: IllegalStateException: was patient for 0 s");
  }

  @Test
  void what_a_crashed_worker_held_is_said_without_a_silence_that_never_was(
      Docket docket, Worker worker) {
    CountDownLatch never = new CountDownLatch(1);
    docket.register(Call.class, call -> never.await());
    docket.add(new Call(7), Schedule.keyed("call"));
    worker.start();
    await(docket).until(() -> Recorders.of(docket).orElseThrow().running("call").isPresent());

    Faults.of(worker).crash();

    assertThat(left(docket))
        .contains(
            "Call[call] being redelivered once a worker is alive since worker %s died"
                .formatted(worker.name()))
        .doesNotContain("silent", "days");
  }
}
