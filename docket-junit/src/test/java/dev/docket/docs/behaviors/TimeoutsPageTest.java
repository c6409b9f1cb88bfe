package dev.docket.docs.behaviors;

import static dev.docket.junit.DocketAssertions.assertThat;

import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.Task;
import dev.docket.behavior.Retry;
import dev.docket.behavior.Timeout;
import dev.docket.junit.DocketExtension;
import dev.docket.junit.TestWorker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/behaviors/timeouts.md shows. */
@ExtendWith(DocketExtension.class)
class TimeoutsPageTest {

  // docs: time-out
  @Timeout("30s")
  @Retry(attempts = 2, delay = "1m")
  record ImportOrders(String file) implements Task {}

  // end

  private interface Files {
    List<List<String>> chunks(String file);

    void store(List<String> chunk);
  }

  @Test
  void work_that_gets_on_has_more_time(Docket docket, TestWorker worker) {
    Files files =
        new Files() {
          @Override
          public List<List<String>> chunks(String file) {
            return List.of(List.of("a"), List.of("b"));
          }

          @Override
          public void store(List<String> chunk) {}
        };
    // docs: more time
    docket.register(
        ImportOrders.class,
        (task, context) -> {
          for (List<String> chunk : files.chunks(task.file())) {
            files.store(chunk);
            context.timeout().extend(Duration.ofSeconds(10)); // it gets on
          }
        });
    // end
    docket.add(new ImportOrders("orders.csv"));

    assertThat(worker.runUntilFinished()).succeeded(1);
  }

  // docs: too late
  @Timeout("50ms")
  record Hangs() implements Task {}

  @Test
  void a_handler_that_hangs_is_interrupted(Docket docket, TestWorker worker) {
    docket.register(Hangs.class, hangs -> new CountDownLatch(1).await());
    Execution<Void> execution = docket.add(new Hangs());

    worker.runUntilFinished();

    assertThat(execution).hasFailedWith(TimeoutException.class);
  }
  // end
}
