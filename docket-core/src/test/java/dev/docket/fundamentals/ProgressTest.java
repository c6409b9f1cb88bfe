package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Execution;
import dev.docket.ProgressState;
import dev.docket.Task;
import dev.docket.behavior.Retry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ProgressTest extends OnVirtualTime {

  @Retry(attempts = 2)
  record Job() implements Task {}

  @Test
  void a_run_tells_how_far_it_has_come() {
    docket.register(
        Job.class,
        (job, context) -> {
          context.progress().increment();
          context.progress().message("begun");
          Awaitility.await()
              .untilAsserted(
                  () ->
                      assertThat(progress(context.key()))
                          .isEqualTo(new ProgressState(1, 100, "begun", clock.now())));
          context.progress().total(7);
          context.progress().increment(4);
          clock.advance(Duration.ofMinutes(1));
          context.progress().message(null);
        });
    Execution<Void> job = docket.add(new Job());

    assertThat(runUntilFinished().succeeded()).isEqualTo(1);
    assertThat(progress(job.key())).isEqualTo(new ProgressState(5, 7, null, clock.now()));
  }

  @Test
  void it_stops_at_the_highest_number_there_is() {
    docket.register(
        Job.class,
        (job, context) -> {
          context.progress().increment(Long.MAX_VALUE);
          context.progress().increment();
        });
    Execution<Void> job = docket.add(new Job());

    runUntilFinished();

    assertThat(progress(job.key()).current()).isEqualTo(Long.MAX_VALUE);
  }

  private ProgressState progress(String key) {
    return docket.execution(key).orElseThrow().progress();
  }

  @Test
  void the_next_attempt_begins_anew() {
    AtomicReference<ProgressState> atStart = new AtomicReference<>();
    docket.register(
        Job.class,
        (job, context) -> {
          if (context.attempt() == 1) {
            context.progress().increment(50);
            throw new IllegalStateException("half-way");
          }
          atStart.set(progress(context.key()));
        });
    docket.add(new Job());

    assertThat(runUntilFinished().succeeded()).isEqualTo(1);
    assertThat(atStart).hasNullValue();
  }

  @Test
  void totals_and_steps_are_positive() {
    docket.register(
        Job.class,
        (job, context) -> {
          assertThatThrownBy(() -> context.progress().total(0))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("total is 0; it must be at least 1");
          assertThatThrownBy(() -> context.progress().increment(-1))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("-1; it must be at least 1");
        });
    Execution<Void> job = docket.add(new Job());

    assertThat(runUntilFinished().succeeded()).isEqualTo(1);
    assertThat(progress(job.key())).isNull();
  }
}
