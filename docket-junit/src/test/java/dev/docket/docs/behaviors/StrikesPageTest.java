package dev.docket.docs.behaviors;

import static dev.docket.junit.DocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Disposition;
import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.Strike;
import dev.docket.Strike.Operator;
import dev.docket.Task;
import dev.docket.junit.DocketExtension;
import dev.docket.junit.TestWorker;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/behaviors/strikes.md shows. */
@ExtendWith(DocketExtension.class)
class StrikesPageTest {

  record Charge(long customerId, long cents) implements Task {}

  @Test
  void there_are_many_kinds(Docket docket) {
    // docs: kinds of strikes
    docket.strike(Strike.task(Charge.class)); // the whole task
    docket.strike(Strike.task(Charge.class).where("cents", Operator.GT, 100_000));
    docket.strike(Strike.parameter("customerId", Operator.EQ, 101)); // whatever the task
    docket.strike(Strike.parameter("customerId", Operator.BETWEEN, List.of(500, 599)));
    // end

    assertThat(docket.strikes()).hasSize(4);
  }

  // docs: strike and restore
  @Test
  void a_customer_is_switched_off_and_on_again(Docket docket, TestWorker worker) {
    docket.register(Charge.class, charge -> {});
    Execution<Void> pending = docket.add(new Charge(101, 995));
    Strike strike = Strike.task(Charge.class).where("customerId", Operator.EQ, 101);

    docket.strike(strike);
    Execution<Void> refused = docket.add(new Charge(101, 995));
    docket.add(new Charge(102, 995));

    assertThat(refused.disposition()).isEqualTo(Disposition.STRUCK);
    assertThat(worker.runUntilFinished()).succeeded(1).struck(1);
    assertThat(pending.record().orElseThrow().error()).contains("customerId == 101");

    docket.restore(strike);
    docket.add(new Charge(101, 995));
    assertThat(worker.runUntilFinished()).succeeded(1);
  }
  // end
}
