package dev.docket.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code docket}: exits with 0, with 1 when nothing was found, with 2 on bad usage. */
@Command(
    name = "docket",
    mixinStandardHelpOptions = true,
    subcommands = {WorkerCommand.class, TasksCommand.class, WorkersCommand.class})
public final class Main extends KeyCommands {

  private Main() {}

  static CommandLine commandLine() {
    return new CommandLine(new Main());
  }

  /**
   * Runs a command and ends the JVM.
   *
   * @param args the command with its options
   */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }
}
