package dev.docket.docs.behaviors;

import static dev.docket.junit.DocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Task;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.Cooldown;
import dev.docket.behavior.Debounce;
import dev.docket.behavior.RateLimit;
import dev.docket.junit.DocketExtension;
import dev.docket.junit.TestClock;
import dev.docket.junit.TestReport;
import dev.docket.junit.TestWorker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/behaviors/concurrency.md, rate-limits.md, cooldown.md and debounce.md show. */
@ExtendWith(DocketExtension.class)
class LimitsPagesTest {

  // docs: concurrency
  /** One at a time for each customer; ten at a time in all. */
  @ConcurrencyLimit(max = 10)
  record Charge(@ConcurrencyLimit(max = 1) long customerId, long cents) implements Task {}

  // end

  // docs: one at a time
  @Test
  void a_customer_is_charged_once_at_a_time(Docket docket, TestWorker worker) {
    docket.register(Charge.class, charge -> {});
    for (int n = 0; n < 20; n++) {
      docket.add(new Charge(n % 4, 995));
    }

    TestReport report = worker.runUntilFinished();

    assertThat(report).succeeded(20).neverConcurrent(Charge.class, "customerId");
    assertThat(docket.concurrencySets()).isEmpty();
  }

  // end

  // docs: a shared scope
  record Import(@ConcurrencyLimit(max = 2, scope = "warehouse") String warehouse) implements Task {}

  record Export(@ConcurrencyLimit(max = 2, scope = "warehouse") String warehouse) implements Task {}

  // end

  @Test
  void two_tasks_share_a_scope(Docket docket, TestWorker worker) {
    docket.register(Import.class, task -> {});
    docket.register(Export.class, task -> {});
    docket.add(new Import("north"));
    docket.add(new Export("north"));

    assertThat(worker.runUntilFinished()).succeeded(2);
  }

  // docs: rate
  @RateLimit(max = 10, per = "1m")
  record CallPartner(String path) implements Task {}

  // end

  // docs: ten in a minute
  @Test
  void a_partner_is_called_ten_times_a_minute(Docket docket, TestWorker worker, TestClock clock) {
    Instant start = clock.now();
    docket.register(CallPartner.class, call -> {});
    for (int n = 0; n < 25; n++) {
      docket.add(new CallPartner("/orders/" + n));
    }

    assertThat(worker.runDue()).succeeded(10);
    assertThat(worker.runUntilFinished()).succeeded(15);
    assertThat(clock.now()).isEqualTo(start.plus(Duration.ofMinutes(2)));
  }

  // end

  // docs: cooldown
  record Alert(@Cooldown("10m") String host, String text) implements Task {}

  @Test
  void a_host_alarms_once_in_ten_minutes(Docket docket, TestWorker worker, TestClock clock) {
    docket.register(Alert.class, alert -> {});
    docket.add(new Alert("db-1", "disk full"));
    docket.add(new Alert("db-1", "disk still full"));
    docket.add(new Alert("db-2", "disk full"));
    assertThat(worker.runDue()).succeeded(2).cancelled(1);

    clock.advance(Duration.ofMinutes(10));
    docket.add(new Alert("db-1", "disk full again"));

    assertThat(worker.runDue()).succeeded(1);
  }

  // end

  private final List<String> reindexed = Collections.synchronizedList(new ArrayList<>());

  // docs: debounce
  record Reindex(@Debounce("5s") long productId, String why) implements Task {}

  @Test
  void a_product_is_reindexed_once_it_is_quiet(Docket docket, TestWorker worker, TestClock clock) {
    docket.register(Reindex.class, reindex -> reindexed.add(reindex.why()));
    docket.add(new Reindex(7, "price"));
    worker.runDue();
    clock.advance(Duration.ofSeconds(3));
    docket.add(new Reindex(7, "stock"));
    Instant last = clock.now();

    worker.runUntilFinished();

    assertThat(reindexed).containsExactly("stock");
    assertThat(clock.now()).isEqualTo(last.plusSeconds(5));
  }
  // end
}
