package dev.docket.cli;

import dev.docket.Docket;
import dev.docket.WorkerInfo;
import dev.docket.operations.LostWorker;
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
    description = "List workers.",
    subcommands = {
      WorkersCommand.Ls.class,
      WorkersCommand.ForTask.class,
      WorkersCommand.Lost.class
    })
final class WorkersCommand {

  private static final int KEPT = 100;
  private static final int SHOWN = 10;

  @Command(
      name = "ls",
      description =
          "List all live workers, and for people the latest ten that were lost (see workers lost).")
  static final class Ls extends DocketCommand {

    @Override
    int run(Docket docket, Output output) {
      List<WorkerInfo> workers = docket.workers();
      Instant now = Clock.systemUTC().instant();
      output.tell(workers, live(workers, now), "No worker is alive");
      if (!output.json()) {
        List<LostWorker> lost = docket.operations().lostWorkers(KEPT);
        if (!lost.isEmpty()) {
          output.more("Lost lately", lost(lost.stream().limit(SHOWN).toList(), now));
        }
        if (lost.size() > SHOWN) {
          output.note("%d more: docket workers lost".formatted(lost.size() - SHOWN));
        }
      }
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "lost",
      description =
          "List the workers that were lost within seven days: that crashed, were killed, hung, or"
              + " could not reach Redis.")
  static final class Lost extends DocketCommand {

    @Override
    int run(Docket docket, Output output) {
      List<LostWorker> lost = docket.operations().lostWorkers(KEPT);
      output.tell(lost, lost(lost, Clock.systemUTC().instant()), "No worker was lost");
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
        output.tell(workers, live(workers, Clock.systemUTC().instant()), "");
      }
      return workers.isEmpty() ? ExitCode.NOT_FOUND : ExitCode.DONE;
    }
  }

  private static Table live(List<WorkerInfo> workers, Instant now) {
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
    return table;
  }

  private static Table lost(List<LostWorker> lost, Instant now) {
    Table table = new Table("NAME", "LAST SEEN", "NOTICED", "GIVEN TO OTHERS");
    lost.forEach(
        worker ->
            table.row(
                worker.name(),
                Text.relative(worker.lastSeen(), now),
                Text.relative(worker.noticedAt(), now),
                String.valueOf(worker.deliveries())));
    return table;
  }
}
