package dev.docket.cli;

import dev.docket.Docket;
import dev.docket.WorkerInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists workers. */
@Command(
    name = "workers",
    description = "List live workers.",
    subcommands = {WorkersCommand.Ls.class, WorkersCommand.ForTask.class})
final class WorkersCommand {

  @Command(name = "ls", description = "List all live workers.")
  static final class Ls extends DocketCommand {

    @Override
    int run(Docket docket, Output output) {
      print(output, docket.workers(), "No worker is alive");
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "for-task",
      description = "List the live workers that can run a task.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:there is one", "3:no live worker knows the task"},
      footer = {"", "Example:", "  docket workers for-task ProcessOrder"})
  static final class ForTask extends DocketCommand {

    @Parameters(paramLabel = "NAME", description = "Name of the task")
    private String task = "";

    @Override
    int run(Docket docket, Output output) {
      List<WorkerInfo> workers = docket.workersFor(task);
      if (workers.isEmpty()) {
        output.complain("No live worker knows the task " + Text.visible(task));
      }
      if (!workers.isEmpty() || output.json()) {
        print(output, workers, "");
      }
      return workers.isEmpty() ? ExitCode.NOT_FOUND : ExitCode.DONE;
    }
  }

  private static void print(Output output, List<WorkerInfo> workers, String whenEmpty) {
    Instant now = Clock.systemUTC().instant();
    Table table = new Table("NAME", "LAST SEEN", "BUSY", "TASKS");
    workers.stream()
        .sorted(Comparator.comparing(WorkerInfo::lastSeen).reversed())
        .forEach(
            worker ->
                table.row(
                    worker.name(),
                    Text.relative(worker.lastSeen(), now),
                    worker.running() + "/" + worker.concurrency(),
                    String.join(", ", new TreeSet<>(worker.tasks()))));
    output.tell(workers, table, whenEmpty);
  }
}
