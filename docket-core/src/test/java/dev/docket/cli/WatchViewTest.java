package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.ExecutionEvent;
import dev.docket.ExecutionRecord;
import dev.docket.ExecutionState;
import dev.docket.ProgressState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is shown of a watched execution when news come in another order than they were made. */
class WatchViewTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final StringWriter out = new StringWriter();

  private WatchView view(Terminal terminal, ExecutionRecord record) {
    PrintWriter writer = new PrintWriter(out);
    return WatchView.of(new Output(writer, writer, terminal, false), record);
  }

  private static ExecutionRecord record(ExecutionState state, long current, int second) {
    return new ExecutionRecord(
        "k",
        "Steps",
        Map.of(),
        START,
        1,
        state,
        "w",
        START,
        state.isTerminal() ? START.plusSeconds(second) : null,
        null,
        progress(current, second));
  }

  private static ProgressState progress(long current, int second) {
    return new ProgressState(current, 10, null, START.plusSeconds(second));
  }

  private static ExecutionEvent event(ExecutionState state, long current, int second) {
    return new ExecutionEvent("k", state, progress(current, second), START.plusSeconds(100));
  }

  @Test
  void progress_that_is_older_than_the_record_does_not_go_back() {
    WatchView view = view(Terminal.none(), record(ExecutionState.RUNNING, 5, 5));

    view.seen(event(ExecutionState.RUNNING, 3, 3));
    view.draw();
    view.seen(event(ExecutionState.RUNNING, 6, 6));
    view.draw();

    assertThat(out.toString().lines())
        .containsExactly("RUNNING 50% 5/10 Steps[k]", "RUNNING 60% 6/10 Steps[k]");
  }

  @Test
  void what_ended_is_shown_with_the_time_that_it_took() {
    ExecutionRecord ended = record(ExecutionState.COMPLETED, 10, 23);
    WatchView view = view(new Terminal(true, false, 100), ended);

    view.seen(event(ExecutionState.COMPLETED, 10, 23));
    view.read(record(ExecutionState.SCHEDULED, 0, 50));
    view.ended();

    assertThat(view.state()).isEqualTo(ExecutionState.COMPLETED);
    assertThat(out.toString().strip())
        .endsWith("COMPLETED [##############################] 100% 10/10 Steps[k] 23s\033[K");
  }

  @Test
  void a_bar_is_never_fuller_than_full() {
    assertThat(WatchView.bar(progress(15, 1))).isEqualTo("[" + "#".repeat(30) + "]");
    assertThat(WatchView.bar(progress(0, 1))).isEqualTo("[" + ".".repeat(30) + "]");
  }
}
