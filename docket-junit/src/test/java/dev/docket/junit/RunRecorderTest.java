package dev.docket.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.DocketListener.Outcome;
import dev.docket.DocketListener.RunEnded;
import dev.docket.DocketListener.RunStarted;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a recorder makes of what it is told. */
class RunRecorderTest {

  private final RunRecorder recorder = new RunRecorder();

  private void starts() {
    recorder.runStarted(
        new RunStarted("daily", "Daily", 1, "worker", Instant.EPOCH, Instant.EPOCH, false));
  }

  private void ends(Outcome outcome) {
    recorder.runEnded(
        new RunEnded("daily", "Daily", 1, "worker", Instant.EPOCH, Instant.EPOCH, outcome, null));
  }

  @Test
  void the_next_run_of_a_chain_may_start_before_the_end_of_the_last_one_is_told() {
    starts();
    starts();
    ends(Outcome.SUCCEEDED);

    assertThat(recorder.running("daily")).isPresent();

    ends(Outcome.FAILED);

    assertThat(recorder.running("daily")).isEmpty();
    assertThat(recorder.runs(0))
        .extracting(TaskRun::outcome)
        .containsExactly(Outcome.SUCCEEDED, Outcome.FAILED);
  }
}
