package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Disposition;
import dev.docket.Docket;
import dev.docket.ExecutionState;
import dev.docket.RunReport;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Strike.Operator;
import dev.docket.Task;
import io.lettuce.core.XAddArgs;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class StrikesTest extends OnRedis {

  record Charge(long customerId) implements Task {}

  private static final Strike SEVEN = Strike.task(Charge.class).where("customerId", Operator.EQ, 7);

  @Test
  void a_struck_execution_is_not_added_and_a_pending_one_is_cancelled_when_claimed() {
    docket.register(Charge.class, charge -> {});
    docket.add(new Charge(7), Schedule.keyed("pending"));
    docket.add(new Charge(8));

    docket.strike(SEVEN);
    Disposition added = docket.add(new Charge(7)).disposition();
    var report = runUntilFinished();

    assertThat(added).isEqualTo(Disposition.STRUCK);
    assertThat(report.succeeded()).isEqualTo(1);
    assertThat(report.struck()).isEqualTo(1);
    var record = docket.execution("pending").orElseThrow();
    assertThat(record.state()).isEqualTo(ExecutionState.CANCELLED);
    assertThat(record.error()).contains("customerId == 7");
  }

  @Test
  void restoring_one_strike_leaves_the_other() {
    docket.strike(SEVEN);
    docket.strike(Strike.task(Charge.class));
    docket.strike(SEVEN);

    docket.restore(Strike.task(Charge.class).where("customerId", Operator.EQ, 7L));
    docket.restore(SEVEN);

    assertThat(docket.strikes()).containsExactly(Strike.task(Charge.class));
    docket.restore(Strike.task(Charge.class));
    assertThat(docket.add(new Charge(7)).disposition()).isEqualTo(Disposition.SCHEDULED);
    leavesWork();
  }

  @Test
  void a_strike_made_elsewhere_is_in_force_within_a_second_and_survives_clear() {
    Strike strike = Strike.parameter("customerId", Operator.GE, 100);
    try (Docket other = Docket.connect(REDIS.url(), docket.name())) {
      boolean inTime = false;
      for (int tries = 0; tries < 5 && !inTime; tries++) { // the machine may have stood still
        other.restore(strike);
        awaitDisposition(Disposition.SCHEDULED);

        other.strike(strike);
        long struck = System.nanoTime();
        awaitDisposition(Disposition.STRUCK);
        inTime = System.nanoTime() - struck <= TimeUnit.SECONDS.toNanos(1);
      }
      assertThat(inTime).isTrue();
    }
    docket.clear();
    assertThat(docket.strikes()).hasSize(1);
  }

  private void awaitDisposition(Disposition disposition) {
    Awaitility.await().until(() -> docket.add(new Charge(100)).disposition() == disposition);
  }

  @Test
  void a_range_is_inclusive_also_for_what_is_pending() {
    docket.register(Charge.class, charge -> {});
    for (int customer = 1; customer <= 5; customer++) {
      docket.add(new Charge(customer), Schedule.keyed("charge-" + customer));
    }
    docket.strike(Strike.parameter("customerId", Operator.BETWEEN, List.of(2, 4)));

    assertThat(runUntilFinished()).isEqualTo(new RunReport(2, 0, 0, 0, 3));
    assertThat(docket.execution("charge-1").orElseThrow().state())
        .isEqualTo(ExecutionState.COMPLETED);
    assertThat(docket.execution("charge-5").orElseThrow().state())
        .isEqualTo(ExecutionState.COMPLETED);
    assertThat(docket.add(new Charge(4)).disposition()).isEqualTo(Disposition.STRUCK);
  }

  @Test
  void what_cannot_be_compared_is_not_struck_and_warned_of_once() {
    docket.register(Charge.class, charge -> {});
    docket.strike(Strike.parameter("customerId", Operator.LT, "many"));
    String log =
        logOf(
            () -> {
              for (int i = 0; i < 5; i++) {
                docket.add(new Charge(i));
              }
              assertThat(runUntilFinished()).isEqualTo(new RunReport(5, 0, 0, 0, 0));
            });

    assertThat(log).containsOnlyOnce("does not apply to an argument that is a number");
  }

  /** What is logged meanwhile; the tests log to the standard error. */
  private static String logOf(Runnable action) {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setErr(before);
    }
    return log.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_strike_is_in_force_before_the_first_claim_of_a_worker_that_starts_later() {
    docket.register(Charge.class, charge -> {});
    docket.add(new Charge(7));
    try (Docket other = settings().name(docket.name()).build()) {
      other.strike(SEVEN);
    }

    assertThat(runUntilFinished()).isEqualTo(new RunReport(0, 0, 0, 0, 1));
  }

  @Test
  void the_stream_of_strikes_does_not_grow_with_history() {
    String strikes = key("strikes");
    for (int i = 1; i <= 20; i++) {
      COMMANDS.xadd(strikes, new XAddArgs().id(i + "-1"), Map.of("op", "restore", "task", "old"));
    }
    for (int i = 0; i < 10; i++) {
      docket.strike(SEVEN);
    }

    assertThat(COMMANDS.xlen(strikes)).as("old restores and repeated strikes").isEqualTo(1);
    docket.restore(SEVEN);
    docket.restore(SEVEN);
    assertThat(COMMANDS.xlen(strikes)).as("the restore, for a minute").isEqualTo(1);
    assertThat(docket.strikes()).isEmpty();
  }
}
