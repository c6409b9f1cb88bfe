package dev.docket.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Disposition;
import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.local.LocalRedis;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call whose answer is lost with its connection is sent again, and must not count twice. */
class ReSentAddTest {

  record Pay(int amount) implements Task {}

  private final LocalRedis redis = LocalRedis.shared("docket-core-tests");
  private final String name = "sent-again-" + UUID.randomUUID();
  private final AtomicInteger paid = new AtomicInteger();
  private Wire wire;
  private Docket direct;
  private Docket docket;

  @BeforeEach
  void connect() throws IOException {
    wire = new Wire(URI.create(redis.url()));
    docket = Docket.connect(wire.url(), name);
    direct = Docket.connect(redis.url(), name);
    direct.register(Pay.class, pay -> paid.addAndGet(pay.amount()));
  }

  @AfterEach
  void close() throws IOException {
    direct.clear();
    direct.close();
    docket.close();
    wire.close();
  }

  private void work() {
    try (Worker worker = Worker.builder(direct).build()) {
      worker.runUntilFinished();
    }
  }

  @Test
  void an_add_under_a_key_that_meets_itself_is_scheduled() {
    docket.add(
        new Pay(1), Schedule.in(Duration.ofHours(1))); // the script is known, the connection warm
    wire.swallowNextAnswer();

    Execution<Void> execution =
        docket.add(new Pay(10), Schedule.in(Duration.ofHours(1)).withKey("order-1"));

    assertThat(wire.swallowed()).isEqualTo(1);
    assertThat(execution.disposition()).isEqualTo(Disposition.SCHEDULED);
    assertThat(docket.add(new Pay(10), Schedule.keyed("order-1")).disposition())
        .isEqualTo(Disposition.ALREADY_SCHEDULED);
  }

  @Test
  void a_replacement_that_is_sent_again_runs_once() {
    docket.add(new Pay(1), Schedule.in(Duration.ofHours(1)).withKey("order-1"));
    wire.swallowNextAnswer();

    Execution<Void> execution = docket.replace(new Pay(10), Schedule.keyed("order-1"));
    work();

    assertThat(wire.swallowed()).isEqualTo(1);
    assertThat(execution.disposition()).isEqualTo(Disposition.SCHEDULED);
    assertThat(paid).hasValue(10);
  }
}
