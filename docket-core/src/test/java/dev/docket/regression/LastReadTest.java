package dev.docket.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.ExecutionState;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the read that is under way when a worker is told to stop still brings. */
class LastReadTest extends OverWire {

  record Long() implements Task {}

  record Short() implements Task {}

  private final CountDownLatch end = new CountDownLatch(1);

  @Override
  Docket build(Docket.Builder settings) {
    Docket docket = settings.build();
    docket.register(Long.class, task -> end.await());
    docket.register(Short.class, (task, context) -> ran.add(context.worker().name()));
    return docket;
  }

  @Test
  void it_is_not_started_and_others_need_not_wait_until_the_worker_has_drained() throws Exception {
    try (Worker leaving =
            Worker.builder(distant)
                .name("leaving")
                .minimumCheckInterval(Duration.ofMillis(50))
                .drainTimeout(Duration.ofSeconds(20))
                .build();
        Worker other = Worker.builder(direct).name("other").build()) {
      leaving.start();
      direct.add(new Long(), Schedule.keyed("long"));
      Awaitility.await().until(() -> state("long") == ExecutionState.RUNNING);
      wire.holdAnswersTo("XREADGROUP");
      wire.awaitHeld();
      direct.add(new Short(), Schedule.keyed("short"));

      Thread stopper = Thread.ofVirtual().start(leaving::stop);
      Awaitility.await().until(LastReadTest::isStopping);
      wire.release();
      other.start();

      Awaitility.await().until(() -> state("short").isTerminal());
      assertThat(ran).containsExactly("other");
      assertThat(state("long")).isEqualTo(ExecutionState.RUNNING);
      end.countDown();
      stopper.join();
    }
  }

  /** Whether the worker waits for the read to end. */
  private static boolean isStopping() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().equals("docket-worker-leaving"))
        .flatMap(thread -> Arrays.stream(thread.getValue()))
        .anyMatch(frame -> frame.getMethodName().equals("endsWithin"));
  }

  private ExecutionState state(String key) {
    return direct.execution(key).orElseThrow().state();
  }
}
