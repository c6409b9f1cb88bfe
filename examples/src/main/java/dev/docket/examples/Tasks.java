package dev.docket.examples;

import dev.docket.ResultTask;
import dev.docket.Task;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.Logged;
import dev.docket.behavior.Perpetual;
import dev.docket.behavior.Retry;
import dev.docket.behavior.TaskName;

/** The application's tasks. */
final class Tasks {

  private Tasks() {}

  /**
   * Charges a card; the bank is not always there at once, and it takes one call per customer at a
   * time.
   */
  @TaskName("charge")
  @Retry(attempts = 3, delay = "100ms")
  record Charge(
      @Logged long order,
      @Logged @ConcurrencyLimit(max = 1) long customerId,
      String card,
      long cents)
      implements Task {}

  /** Ships an order, now or later. */
  @TaskName("ship")
  record Ship(@Logged long order, @Logged long customerId) implements Task {}

  /** Adds up what was charged. */
  @TaskName("turnover")
  record Turnover() implements ResultTask<Long> {}

  /** Looks at the stock again and again. */
  @TaskName("check-stock")
  @Perpetual(every = "500ms")
  record CheckStock() implements Task {}
}
