package dev.docket.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.junit.DocketExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The first test that docs/testing.md shows. */
// docs: the extension
@ExtendWith(DocketExtension.class)
class OrdersTest {

  record ProcessOrder(long orderId) implements Task {}

  private final List<Long> shipped = Collections.synchronizedList(new ArrayList<>());

  @Test
  void ships_the_order(Docket docket, Worker worker) {
    docket.register(ProcessOrder.class, order -> shipped.add(order.orderId()));
    docket.add(new ProcessOrder(123), Schedule.in(Duration.ofDays(7)));

    worker.runUntilFinished(); // at once: the test clock jumps to each due time

    assertThat(shipped).containsExactly(123L);
  }
}
// end
