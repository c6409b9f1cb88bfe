package dev.docket.cli;

import dev.docket.Docket;
import dev.docket.ExecutionEvent;
import dev.docket.ExecutionRecord;
import dev.docket.ExecutionState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows an execution until it ends. */
@Command(
    name = "watch",
    description = {
      "Follow an execution until it ends: a progress bar on a terminal, else a line for each change.",
      "With --json, one document per line."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it completed",
      "3:nothing is known of that key",
      "6:it failed",
      "7:it was cancelled",
      "8:it has not ended within --timeout"
    },
    footer = {"", "Examples:", "  docket watch order-17", "  docket watch order-17 --timeout 10m"})
final class WatchCommand extends DocketCommand {

  /** In case a message was lost, and to redraw the time that has passed. */
  private static final Duration CHECK = Duration.ofMillis(500);

  @Parameters(paramLabel = "KEY", description = "Key of the execution")
  private String key = "";

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "How long to watch at most, such as 30s (default: until it ends)")
  private @Nullable Duration timeout;

  @Override
  @SuppressWarnings("try") // the subscription only has to end
  int run(Docket docket, Output output) throws Exception {
    BlockingQueue<ExecutionEvent> events = new LinkedBlockingQueue<>();
    try (AutoCloseable subscription = docket.subscribe(key, events::add)) {
      Optional<ExecutionRecord> found = docket.execution(key);
      if (found.isEmpty()) {
        output.complain(
            "Nothing is known of %s: it was never added, or ended too long ago"
                .formatted(Text.visible(key)));
        return ExitCode.NOT_FOUND;
      }
      return follow(docket, events, WatchView.of(output, found.get()));
    }
  }

  private int follow(Docket docket, BlockingQueue<ExecutionEvent> events, WatchView view)
      throws InterruptedException {
    long since = System.nanoTime();
    while (true) {
      long left = timeout == null ? Long.MAX_VALUE : timeout.toNanos() - System.nanoTime() + since;
      ExecutionEvent event =
          events.poll(Math.max(0, Math.min(left, CHECK.toNanos())), TimeUnit.NANOSECONDS);
      if (event != null && (event.progress() != null || event.state().isTerminal())) {
        view.seen(event);
      }
      // The record tells what no event carries, and what was lost on the way.
      if (event == null || event.progress() == null || event.state().isTerminal()) {
        Optional<ExecutionRecord> record = docket.execution(key);
        record.ifPresent(view::read);
        if (record.isEmpty() && !view.state().isTerminal()) {
          view.lost();
          return ExitCode.NOT_FOUND;
        }
      }
      if (view.state().isTerminal()) {
        view.ended();
        return codeOf(view.state());
      }
      if (left <= 0) {
        view.timedOut();
        return ExitCode.TIMED_OUT;
      }
      view.draw();
    }
  }

  private static int codeOf(ExecutionState end) {
    return switch (end) {
      case FAILED -> ExitCode.FAILED;
      case CANCELLED -> ExitCode.CANCELLED;
      default -> ExitCode.DONE;
    };
  }
}
