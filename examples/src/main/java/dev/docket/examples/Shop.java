package dev.docket.examples;

import dev.docket.Docket;
import dev.docket.Handles;
import dev.docket.Schedule;
import dev.docket.TaskContext;
import dev.docket.examples.Tasks.Charge;
import dev.docket.examples.Tasks.CheckStock;
import dev.docket.examples.Tasks.Ship;
import dev.docket.examples.Tasks.Turnover;
import java.util.concurrent.atomic.AtomicLong;

/** What the workers do. */
final class Shop {

  private final AtomicLong charged = new AtomicLong();

  @Handles
  void charge(Charge charge, TaskContext context) throws InterruptedException {
    if (charge.order() % 7 == 0 && context.attempt() == 1) {
      throw new IllegalStateException("the bank does not answer");
    }
    if (charge.order() == 13) {
      throw new IllegalArgumentException("card declined");
    }
    Thread.sleep(charge.cents() % 20);
    charged.addAndGet(charge.cents());
  }

  @Handles
  void ship(Ship ship, Docket docket) {
    docket.add(
        new dev.docket.tasks.Trace("shipped " + ship.order()),
        Schedule.keyed("trace-" + ship.order()));
  }

  @Handles
  long turnover(Turnover turnover) {
    return charged.get();
  }

  @Handles
  void checkStock(CheckStock check) {
    // Nothing to see: it shows up in the list of runs.
  }
}
