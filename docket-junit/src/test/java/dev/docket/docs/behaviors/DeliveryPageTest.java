package dev.docket.docs.behaviors;

import static dev.docket.junit.DocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Task;
import dev.docket.TaskContext;
import dev.docket.junit.DeliverTwice;
import dev.docket.junit.DocketExtension;
import dev.docket.junit.TestWorker;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/behaviors/delivery.md shows. */
@ExtendWith(DocketExtension.class)
class DeliveryPageTest {

  record Charge(long customerId, long cents) implements Task {}

  private final Map<String, Long> ledger = new ConcurrentHashMap<>();

  // docs: idempotent
  void charge(Charge charge, TaskContext context) {
    ledger.putIfAbsent(context.key(), charge.cents()); // the key is the same in each delivery
  }

  @Test
  @DeliverTwice
  void a_charge_is_booked_once_however_often_it_is_delivered(Docket docket, TestWorker worker) {
    docket.register(Charge.class, this::charge);
    docket.add(new Charge(101, 995));

    assertThat(worker.runUntilFinished()).succeeded(1);

    assertThat(ledger.values()).containsExactly(995L);
  }
  // end
}
