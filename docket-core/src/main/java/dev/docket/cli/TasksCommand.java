package dev.docket.cli;

import dev.docket.Docket;
import dev.docket.Task;
import dev.docket.tasks.Fail;
import dev.docket.tasks.Sleep;
import dev.docket.tasks.Trace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Adds the tasks that every worker runs. */
@Command(name = "tasks", description = "Add a built-in task")
@SuppressWarnings("NullAway.Init") // picocli sets spec
final class TasksCommand {

  @Spec private CommandSpec spec;

  @Command(description = "Log a message")
  int trace(@Mixin Connection connection, @Parameters(defaultValue = "Howdy!") String message) {
    return add(connection, new Trace(message));
  }

  @Command(description = "Fail with a message")
  int fail(@Mixin Connection connection, @Parameters(defaultValue = "Howdy!") String message) {
    return add(connection, new Fail(message));
  }

  @Command(description = "Sleep for seconds")
  int sleep(@Mixin Connection connection, @Parameters(defaultValue = "1") double seconds) {
    return add(connection, new Sleep(seconds));
  }

  private int add(Connection connection, Task task) {
    try (Docket docket = connection.open()) {
      String key = docket.add(task).key();
      connection.print(spec.commandLine().getOut(), key, key);
      return 0;
    }
  }
}
