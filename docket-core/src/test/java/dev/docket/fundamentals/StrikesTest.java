package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Disposition;
import dev.docket.Docket;
import dev.docket.ExecutionState;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Strike.Operator;
import dev.docket.Task;
import java.time.Duration;
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
    try (Docket other = Docket.connect(REDIS.url(), docket.name())) {
      other.strike(Strike.parameter("customerId", Operator.GE, 100));

      Awaitility.await()
          .atMost(Duration.ofSeconds(1))
          .until(() -> docket.add(new Charge(100)).disposition() == Disposition.STRUCK);
    }
    docket.clear();
    assertThat(docket.strikes()).hasSize(1);
  }
}
