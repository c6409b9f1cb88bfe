package dev.docket.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A worker that learns of its claim only after it has counted as dead, since its process stood
 * still or the network did, has lost what it claimed.
 */
class LateAnswerTest extends OverWire {

  record Pay(int amount) implements Task {}

  record Pack(@ConcurrencyLimit(max = 5) String customer) implements Task {}

  private static final Duration HEARTBEAT = Duration.ofMillis(150);

  @Override
  Docket build(Docket.Builder settings) {
    Docket docket = settings.heartbeatInterval(HEARTBEAT).missedHeartbeats(4).build();
    docket.register(Pay.class, (pay, context) -> ran.add(context.worker().name()));
    docket.register(Pack.class, (pack, context) -> ran.add(context.worker().name()));
    return docket;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void what_another_has_run_meanwhile_does_not_run_again(boolean gated) throws Exception {
    Worker stuck = Worker.builder(distant).name("stuck").build();
    Worker other = Worker.builder(direct).name("other").build();
    try (stuck;
        other) {
      stuck.start();
      add(gated, "warm-up");
      awaitEnd("warm-up"); // Redis knows the scripts now: they need no second request
      ran.clear();
      // A claim names the key, a read does not.
      wire.holdAnswersTo("order-1");
      add(gated, "order-1");
      wire.awaitHeld();
      other.start();
      awaitEnd("order-1");
      wire.release();
    }

    assertThat(ran).containsExactly("other");
  }

  private void add(boolean gated, String key) {
    direct.add(gated ? new Pack("ada") : new Pay(10), Schedule.keyed(key));
  }

  private void awaitEnd(String key) {
    Awaitility.await().until(() -> direct.execution(key).orElseThrow().state().isTerminal());
  }
}
