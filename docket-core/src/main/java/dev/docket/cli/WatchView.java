package dev.docket.cli;

import dev.docket.ExecutionEvent;
import dev.docket.ExecutionRecord;
import dev.docket.ExecutionState;
import dev.docket.ProgressState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a watched execution, and how it is shown: one line that is drawn again and again
 * on a terminal, a line for each change elsewhere. Used by one thread.
 */
final class WatchView {

  private static final int BAR = 30;

  private final Output output;
  private ExecutionRecord record;
  private String shown = "";

  private WatchView(Output output, ExecutionRecord record) {
    this.output = output;
    this.record = record;
  }

  static WatchView of(Output output, ExecutionRecord record) {
    WatchView view = new WatchView(output, record);
    view.draw();
    return view;
  }

  ExecutionState state() {
    return record.state();
  }

  /** An event that tells of progress, or of the end. */
  void seen(ExecutionEvent event) {
    if (!event.state().isTerminal() && isOld(event.progress())) {
      return;
    }
    record =
        new ExecutionRecord(
            record.key(),
            record.taskName(),
            record.arguments(),
            record.when(),
            record.attempt(),
            event.state(),
            record.worker(),
            record.startedAt(),
            record.finishedAt(),
            record.error(),
            event.progress() == null ? record.progress() : event.progress());
  }

  /** Events wait their turn, and the record that was read meanwhile may be ahead of them. */
  private boolean isOld(@Nullable ProgressState told) {
    ProgressState known = record.progress();
    if (told == null || known == null) {
      return false;
    }
    Instant toldAt = told.updatedAt();
    Instant knownAt = known.updatedAt();
    if (toldAt == null || knownAt == null) {
      return false;
    }
    int order = toldAt.compareTo(knownAt);
    return order < 0 || (order == 0 && told.current() < known.current());
  }

  /** The record as it is now; once the end was seen, only that of the end counts. */
  void read(ExecutionRecord read) {
    if (!state().isTerminal() || read.state().isTerminal()) {
      record = read;
    }
  }

  /** Shows what has changed. */
  void draw() {
    if (!inPlace()) {
      String line = output.json() ? "" : plain();
      if (output.json() || !line.equals(shown)) {
        tell(line);
      }
    } else {
      String line = Text.cut(live(), output.terminal().width() - 1);
      String state = record.state().name();
      String painted =
          output.terminal().paint(SnapshotCommand.styleOf(record.state()), state)
              + line.substring(Math.min(line.length(), state.length()));
      output.out().print("\r" + painted + "\033[K");
      output.out().flush();
    }
  }

  private void tell(String line) {
    Watched now =
        new Watched(
            record.key(),
            record.taskName(),
            record.state(),
            record.attempt(),
            record.worker(),
            record.progress(),
            record.error());
    String json = now.toString();
    if (!output.json() || !json.equals(shown)) {
      output.tell(now, line);
    }
    shown = output.json() ? json : line;
  }

  /** One line of {@code --json}. */
  record Watched(
      String key,
      String taskName,
      ExecutionState state,
      int attempt,
      @Nullable String worker,
      @Nullable ProgressState progress,
      @Nullable String error) {}

  void ended() {
    draw();
    endLine();
    String error = record.error();
    if (error != null && !error.isEmpty()) {
      output.complain(Text.visible(error));
    }
  }

  void timedOut() {
    draw();
    endLine();
    output.complain(
        "%s has not ended; it is %s".formatted(Text.visible(record.key()), record.state()));
  }

  void lost() {
    endLine();
    output.complain(
        "Nothing is known any more of %s; its end was not seen"
            .formatted(Text.visible(record.key())));
  }

  private void endLine() {
    if (inPlace()) {
      output.out().println();
      output.out().flush();
    }
  }

  private boolean inPlace() {
    return output.terminal().interactive() && !output.json();
  }

  private String live() {
    ProgressState progress = record.progress();
    String text = record.state().name() + " " + (progress == null ? "" : bar(progress) + " ");
    return (text + plain().substring(record.state().name().length()).strip() + elapsed())
        .stripTrailing();
  }

  private String plain() {
    StringBuilder line = new StringBuilder(record.state().name());
    ProgressState progress = record.progress();
    if (progress != null) {
      line.append(" %d%% %d/%d".formatted(percent(progress), progress.current(), progress.total()));
      if (progress.message() != null) {
        line.append(' ').append(Text.visible(progress.message()));
      }
    }
    line.append(' ').append(Text.visible(record.taskName() + "[" + record.key() + "]"));
    if (record.attempt() > 1) {
      line.append(" attempt ").append(record.attempt());
    }
    return line.toString();
  }

  private String elapsed() {
    Instant from = record.startedAt();
    if (from == null || record.state() == ExecutionState.SCHEDULED) {
      return "";
    }
    Instant to = Objects.requireNonNullElseGet(record.finishedAt(), Clock.systemUTC()::instant);
    Duration took = Duration.between(from, to);
    return took.isNegative() ? "" : " " + Text.duration(took);
  }

  static String bar(ProgressState progress) {
    int filled = percent(progress) * BAR / 100;
    return "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "]";
  }

  /** From 0 to 100; a handler may count past its own total. */
  private static int percent(ProgressState progress) {
    return progress.total() <= 0
        ? 0
        : (int) Math.min(100, (long) (100.0 * Math.max(0, progress.current()) / progress.total()));
  }
}
