package dev.docket.fundamentals;

import dev.docket.Docket;
import dev.docket.Worker;
import dev.docket.operations.Explanation;
import dev.docket.operations.Explanation.Reason;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A docket that is patient with its workers, and is asked why an execution does not run. */
abstract class AskingWhy extends OnRedis {

  final CountDownLatch done = new CountDownLatch(1);

  /** A worker that is slow on a busy machine must not be taken for one that died. */
  @BeforeEach
  void be_patient_with_workers() {
    String name = docket.name();
    docket.close();
    docket =
        Docket.builder()
            .url(REDIS.url())
            .name(name)
            .heartbeatInterval(Duration.ofMillis(200))
            .missedHeartbeats(50)
            .build();
  }

  @AfterEach
  void let_go() {
    done.countDown();
  }

  Explanation explain(String key) {
    return docket.operations().explain(key).orElseThrow();
  }

  Explanation await(String key, Reason reason) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> docket.operations().explain(key).orElseThrow(), e -> e.reason() == reason);
  }

  Worker start(String name, int concurrency) {
    // A test that fails must not wait for handlers that wait for it.
    Worker worker =
        Worker.builder(docket)
            .name(name)
            .concurrency(concurrency)
            .drainTimeout(Duration.ofSeconds(1))
            .build();
    worker.start();
    Awaitility.await().until(() -> !docket.workers().isEmpty());
    return worker;
  }
}
