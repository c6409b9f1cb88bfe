package dev.docket.cli;

import dev.docket.Docket;
import dev.docket.ExecutionRecord;
import dev.docket.cli.Table.Cell;
import dev.docket.cli.Terminal.Style;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists failed executions. */
@Command(
    name = "failed",
    description = "List failed executions that can be requeued, newest first.",
    footer = {
      "",
      "Examples:",
      "  docket failed --limit 20",
      "  docket failed --json | jq -r '.[] | [.key, .error] | @tsv'"
    })
final class FailedCommand extends DocketCommand {

  @Option(
      names = "--limit",
      paramLabel = "NUMBER",
      defaultValue = "1000",
      description = "How many at most (default: 1000)")
  private int limit;

  @Override
  void prepare() {
    if (limit < 1) {
      throw wrong("--limit is %d; it must be at least 1".formatted(limit));
    }
  }

  @Override
  int run(Docket docket, Output output) {
    List<ExecutionRecord> failed = docket.failed(limit);
    Instant now = Clock.systemUTC().instant();
    Table table = new Table("FAILED", "TASK", "KEY", "ATTEMPT", "WORKER", "ERROR");
    for (ExecutionRecord record : failed) {
      table.row(
          Cell.of(Text.relative(record.finishedAt(), now)),
          Cell.of(record.taskName()),
          Cell.of(record.key()),
          Cell.of(String.valueOf(record.attempt())),
          Cell.of(record.worker() == null ? "" : record.worker()),
          new Cell(record.error() == null ? "" : record.error(), Style.RED));
    }
    output.tell(failed, table, "Nothing failed");
    return ExitCode.DONE;
  }
}
