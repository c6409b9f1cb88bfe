package dev.docket.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.Logged;
import dev.docket.behavior.Retry;
import dev.docket.behavior.TaskName;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The one line at the start and the one line at the end of each run. */
class RunLogTest {

  @TaskName("process-order")
  @Retry(attempts = 2)
  record ProcessOrder(
      @Logged long orderId, String card, @Logged(lengthOnly = true) List<String> items)
      implements Task {}

  private static final ProcessOrder ORDER =
      new ProcessOrder(123, "4111-1111", List.of("secret-a", "secret-b"));

  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private Observed observed;

  @BeforeEach
  void listen() {
    observed = new Observed();
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void close() {
    System.setErr(standardError);
    observed.close();
  }

  private List<String> lines() {
    return written
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.contains("dev.docket.runs"))
        .toList();
  }

  @Test
  void start_and_end_tell_punctuality_duration_attempt_and_the_call_in_short_form() {
    observed.docket.register(ProcessOrder.class, order -> {});
    observed.docket.add(ORDER, Schedule.at(Instant.now().minusSeconds(77)).withKey("k"));
    observed.runUntilFinished();

    String call = "process-order\\(orderId=123, card=…, items=\\[len 2\\]\\)\\[k\\]";
    assertThat(lines()).hasSize(2);
    assertThat(lines().get(0))
        .matches(".* INFO .*↪ \\[(7[7-9]|[89]\\d|1\\d\\d)\\d{3} ms\\] " + call + " attempt 1");
    assertThat(lines().get(1))
        .matches(".* INFO .*↩ \\[\\d+ ms\\] " + call + " attempt 1 succeeded");
    assertThat(written.toString(StandardCharsets.UTF_8)).doesNotContain("4111", "secret");
  }

  @Test
  void each_attempt_has_its_lines_and_a_failure_its_level() {
    observed.docket.register(
        ProcessOrder.class,
        order -> {
          throw new IllegalStateException("no stock");
        });
    observed.docket.add(ORDER);
    observed.runUntilFinished();

    assertThat(lines()).hasSize(4);
    assertThat(lines().get(1)).contains(" WARN ").endsWith("attempt 1 failed and is retried");
    assertThat(lines().get(3)).contains(" ERROR ").endsWith("attempt 2 failed");
    assertThat(written.toString(StandardCharsets.UTF_8))
        .contains("IllegalStateException: no stock")
        .doesNotContain("4111", "secret");
  }

  @Test
  void a_run_that_is_handed_back_has_its_line_too() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    observed.docket.register(
        ProcessOrder.class,
        order -> {
          started.countDown();
          new CountDownLatch(1).await();
        });
    observed.docket.add(ORDER);
    try (Worker worker =
        Worker.builder(observed.docket).drainTimeout(Duration.ofMillis(10)).build()) {
      worker.start();
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(lines()).hasSize(2);
    assertThat(lines().get(1)).contains("attempt 1 was interrupted and handed back");
  }

  @Test
  void an_error_that_cannot_be_shown_is_replaced_and_holds_nothing_up() {
    observed.docket.register(
        ProcessOrder.class,
        order -> {
          throw new Hostile();
        });
    observed.docket.add(ORDER, Schedule.keyed("k"));

    assertThat(observed.runUntilFinished().failed()).isEqualTo(1);
    assertThat(observed.docket.execution("k").orElseThrow().error()).contains("Hostile");
  }

  private static final class Hostile extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }
  }
}
