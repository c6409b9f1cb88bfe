package dev.docket.cli;

import dev.docket.Docket;
import dev.docket.DocketSnapshot;
import dev.docket.ExecutionRecord;
import dev.docket.ExecutionState;
import dev.docket.cli.Table.Cell;
import dev.docket.cli.Terminal.Style;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what runs and waits. */
@Command(
    name = "snapshot",
    description = {
      "Show what runs and what waits: of each at most the first 1000.",
      "With --json, arguments are shown too."
    },
    footer = {
      "",
      "Examples:",
      "  docket snapshot",
      "  docket snapshot --stats",
      "  docket snapshot --json | jq '.future[].key'"
    })
final class SnapshotCommand extends DocketCommand {

  @Option(names = "--stats", description = "Count by task instead of listing executions")
  private boolean stats;

  @Override
  int run(Docket docket, Output output) {
    DocketSnapshot snapshot = docket.snapshot();
    long shown = snapshot.running().size() + (long) snapshot.future().size();
    output.note(
        "Docket %s: %s, %d running, %s"
            .formatted(
                Text.visible(docket.name()),
                Text.count(snapshot.totalTasks(), "execution"),
                snapshot.running().size(),
                Text.count(snapshot.workers().size(), "worker")));
    if (stats) {
      List<TaskCount> counts = counts(snapshot);
      output.tell(counts, table(counts, snapshot.taken()), "Nothing runs or waits");
    } else {
      output.tell(snapshot, table(snapshot), "Nothing runs or waits");
    }
    if (shown < snapshot.totalTasks()) {
      output.note("%d more are not shown".formatted(snapshot.totalTasks() - shown));
    }
    return ExitCode.DONE;
  }

  private static Table table(DocketSnapshot snapshot) {
    Table table = new Table("STATE", "WHEN", "TASK", "KEY", "ATTEMPT", "WORKER", "STARTED");
    snapshot.running().forEach(record -> row(table, record, snapshot.taken()));
    snapshot.future().forEach(record -> row(table, record, snapshot.taken()));
    return table;
  }

  private static void row(Table table, ExecutionRecord record, Instant now) {
    table.row(
        new Cell(record.state().name(), styleOf(record.state())),
        Cell.of(Text.relative(record.when(), now)),
        Cell.of(record.taskName()),
        Cell.of(record.key()),
        Cell.of(String.valueOf(record.attempt())),
        Cell.of(record.worker() == null ? "" : record.worker()),
        Cell.of(Text.relative(record.startedAt(), now)));
  }

  static Style styleOf(ExecutionState state) {
    return switch (state) {
      case SCHEDULED -> Style.DIM;
      case QUEUED -> Style.YELLOW;
      case RUNNING -> Style.CYAN;
      case COMPLETED -> Style.GREEN;
      case FAILED, CANCELLED -> Style.RED;
    };
  }

  /** How many executions of one task there are. */
  record TaskCount(
      String task,
      int total,
      int running,
      int queued,
      int scheduled,
      @Nullable Instant oldestQueued,
      @Nullable Instant nextDue) {}

  private static List<TaskCount> counts(DocketSnapshot snapshot) {
    List<ExecutionRecord> all = new ArrayList<>(snapshot.running());
    all.addAll(snapshot.future());
    Map<String, List<ExecutionRecord>> byTask = new TreeMap<>();
    all.forEach(r -> byTask.computeIfAbsent(r.taskName(), n -> new ArrayList<>()).add(r));
    List<TaskCount> counts = new ArrayList<>();
    byTask.forEach((task, records) -> counts.add(count(task, records)));
    counts.sort((a, b) -> Integer.compare(b.total(), a.total()));
    return counts;
  }

  private static TaskCount count(String task, List<ExecutionRecord> records) {
    return new TaskCount(
        task,
        records.size(),
        number(records, ExecutionState.RUNNING),
        number(records, ExecutionState.QUEUED),
        number(records, ExecutionState.SCHEDULED),
        earliest(records, ExecutionState.QUEUED),
        earliest(records, ExecutionState.SCHEDULED));
  }

  private static int number(List<ExecutionRecord> records, ExecutionState state) {
    return (int) records.stream().filter(record -> record.state() == state).count();
  }

  private static @Nullable Instant earliest(List<ExecutionRecord> records, ExecutionState state) {
    return records.stream()
        .filter(record -> record.state() == state)
        .map(ExecutionRecord::when)
        .min(Instant::compareTo)
        .orElse(null);
  }

  private static Table table(List<TaskCount> counts, Instant now) {
    Table table =
        new Table("TASK", "TOTAL", "RUNNING", "QUEUED", "SCHEDULED", "OLDEST QUEUED", "NEXT DUE");
    for (TaskCount count : counts) {
      table.row(
          count.task(),
          String.valueOf(count.total()),
          String.valueOf(count.running()),
          String.valueOf(count.queued()),
          String.valueOf(count.scheduled()),
          Text.relative(count.oldestQueued(), now),
          Text.relative(count.nextDue(), now));
    }
    return table;
  }
}
