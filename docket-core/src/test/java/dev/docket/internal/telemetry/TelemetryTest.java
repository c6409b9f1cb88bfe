package dev.docket.internal.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TelemetryTest {

  private static final Duration SHORT = Duration.ofMillis(1);

  @Test
  void a_docket_does_not_set_the_global_OpenTelemetry_by_asking_for_it() {
    try (Telemetry telemetry = new Telemetry(null, "d")) {
      telemetry.count(Event.ADDED, "task");
    }

    assertThat(GlobalOpenTelemetry.isSet()).isFalse();
  }

  @Test
  void without_OpenTelemetry_counting_makes_no_garbage_and_no_trace_context() {
    try (Telemetry telemetry = new Telemetry(OpenTelemetry.noop(), "d")) {
      telemetry.observe(
          () -> {
            throw new AssertionError("nobody collects");
          },
          () -> 1);
      int rounds = 100_000;
      count(telemetry, rounds);
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadAllocatedBytes();
      count(telemetry, rounds);
      long each = (threads.getCurrentThreadAllocatedBytes() - before) / rounds;

      assertThat(each).as("bytes for each run's five records").isLessThan(300);
      assertThat(telemetry.tracing().current()).isEmpty();
    }
  }

  private static void count(Telemetry telemetry, int rounds) {
    for (int i = 0; i < rounds; i++) {
      telemetry.count(Event.ADDED, "task");
      telemetry.count(Event.SCHEDULED, "task");
      telemetry.runStarted("task", "worker", SHORT);
      telemetry.runEnded("task", "worker", SHORT);
      telemetry.count(Event.SUCCEEDED, "task", "worker");
    }
  }

  @Test
  void names_without_end_end_in_one_series() {
    Labels labels = new Labels("d");
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < 10 * Labels.MOST; i++) {
      seen.add(labels.of("task-" + i, "worker-" + i));
      seen.add(labels.of("task-" + i, ""));
    }

    assertThat(seen).hasSize(Labels.MOST + 2);
    assertThat(labels.of("new", "").get(AttributeKey.stringKey("task"))).isEqualTo("other");
    assertThat(labels.of("task-0", "").get(AttributeKey.stringKey("task"))).isEqualTo("task-0");
  }
}
