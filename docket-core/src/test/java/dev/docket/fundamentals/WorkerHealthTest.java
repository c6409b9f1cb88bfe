package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.docket.Docket;
import dev.docket.ExecutionEvent;
import dev.docket.ExecutionState;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.local.LocalRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a probe is told, and how a worker is ended by somebody in a hurry. */
class WorkerHealthTest {

  record Hold() implements Task {}

  private final LocalRedis redis = LocalRedis.start();
  private final Docket docket =
      Docket.builder().url(redis.url()).heartbeatInterval(Duration.ofMillis(100)).build();
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final Worker worker =
      Worker.builder(docket).concurrency(1).reconnectionDelay(Duration.ofMillis(50)).build();

  @AfterEach
  void close() {
    released.countDown();
    worker.close();
    docket.close();
    redis.close();
  }

  private void claims(boolean claiming, String detail) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(worker.health().detail()).contains(detail);
              assertThat(worker.health().claiming()).isEqualTo(claiming);
            });
  }

  private void hold() throws InterruptedException {
    docket.register(
        Hold.class,
        hold -> {
          started.countDown();
          released.await();
        });
    docket.add(new Hold(), Schedule.keyed("held"));
    worker.start();
    started.await();
  }

  @Test
  void a_worker_claims_only_while_it_runs() {
    claims(false, "does not run");

    worker.start();
    claims(true, "0 of 1 permits");

    worker.stop();
    claims(false, "does not run");
  }

  @Test
  void a_worker_without_a_free_permit_is_well_for_as_long_as_it_beats() throws Exception {
    hold();
    claims(true, "1 of 1 permits");

    worker.faults().freeze();
    claims(false, "last heartbeat");

    worker.faults().thaw();
    claims(true, "1 of 1 permits");
  }

  @Test
  void a_worker_whose_Redis_is_away_or_hangs_does_not_claim() {
    worker.start();
    claims(true, "0 of 1 permits");

    redis.stop();
    claims(false, "");
    redis.restart();
    claims(true, "0 of 1 permits");

    redis.pause();
    claims(false, "");
    redis.resume();
    claims(true, "0 of 1 permits");
  }

  @Test
  void a_second_stop_in_a_hurry_hands_back_what_the_first_waits_for() throws Exception {
    hold();
    Thread patient = Thread.ofPlatform().start(worker::stop);
    claims(false, "stops; 1 runs finish");

    worker.stopWithin(Duration.ZERO);

    patient.join();
    assertThat(docket.execution("held").orElseThrow().state()).isEqualTo(ExecutionState.QUEUED);
    assertThatThrownBy(() -> worker.stopWithin(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must not be negative");
  }

  @Test
  void anybody_can_follow_an_execution_by_its_key() throws Exception {
    List<ExecutionState> seen = Collections.synchronizedList(new ArrayList<>());
    hold();
    try (AutoCloseable subscription =
        docket.subscribe("held", (ExecutionEvent event) -> seen.add(event.state()))) {
      await().until(() -> seen.contains(ExecutionState.RUNNING));

      released.countDown();

      await().until(() -> seen.contains(ExecutionState.COMPLETED));
      assertThat(seen).containsExactly(ExecutionState.RUNNING, ExecutionState.COMPLETED);
    }
  }
}
