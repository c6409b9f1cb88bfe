package dev.docket.cli;

import dev.docket.Docket;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists workers. */
@Command(name = "workers", description = "List workers")
@SuppressWarnings("NullAway.Init") // picocli sets spec
final class WorkersCommand {

  @Spec private CommandSpec spec;

  @Command(description = "All workers")
  int ls(@Mixin Connection connection) {
    try (Docket docket = connection.open()) {
      return connection.printAll(spec.commandLine().getOut(), docket.workers());
    }
  }

  @Command(name = "for-task", description = "The workers that run a task")
  int forTask(@Mixin Connection connection, @Parameters(paramLabel = "NAME") String task) {
    try (Docket docket = connection.open()) {
      return connection.printAll(spec.commandLine().getOut(), docket.workersFor(task));
    }
  }
}
