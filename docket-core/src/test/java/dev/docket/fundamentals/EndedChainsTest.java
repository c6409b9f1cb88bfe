package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.Perpetual;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Automatic chains that were ended on purpose. */
class EndedChainsTest extends OnRedis {

  @Perpetual(every = "1h", automatic = true)
  record Audit() implements Task {}

  @Perpetual(every = "1h", automatic = true)
  record Bill() implements Task {}

  @Override
  Docket.Builder settings() {
    return super.settings().executionTtl(Duration.ZERO);
  }

  @Test
  void one_that_was_cancelled_stays_so_where_no_record_tells_of_it() {
    AtomicInteger audits = new AtomicInteger();
    AtomicInteger bills = new AtomicInteger();
    docket.register(Audit.class, audit -> audits.incrementAndGet());
    docket.register(Bill.class, bill -> bills.incrementAndGet());
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      Awaitility.await().until(() -> isScheduled("Audit") && isScheduled("Bill"));
      assertThat(docket.cancel("Audit")).isTrue();

      // What is known to be broken is put right in each look at all chains.
      for (int looks = 1; looks <= 2; looks++) {
        int before = bills.get();
        COMMANDS.hset(key("run:Bill"), "state", "FAILED");
        Awaitility.await().until(() -> bills.get() > before && isWaiting("Bill"));
      }
    }
    assertThat(docket.execution("Audit")).isEmpty();
    assertThat(audits).hasValue(1);
    docket.cancel("Bill");
  }

  private boolean isWaiting(String key) {
    return "SCHEDULED".equals(COMMANDS.hget(key("run:" + key), "state"));
  }

  private boolean isScheduled(String key) {
    return COMMANDS.zscore(key("schedule"), key) != null;
  }
}
