package dev.docket.cli;

import dev.docket.DocketConnectionException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said, and with which code the process ends, when a command does not get through. */
record Failures(Map<String, String> environment, Terminal terminal)
    implements IExecutionExceptionHandler, IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    say(err, e.getMessage() + origin(e.getArgSpec()));
    if (!UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println("Try '%s --help'.".formatted(line.getCommandSpec().qualifiedName()));
    }
    err.flush();
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception thrown, CommandLine line, ParseResult result) {
    Throwable e =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    LoggerFactory.getLogger(Failures.class).debug("{}", line.getCommandName(), e);
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    if (e instanceof DocketConnectionException) {
      say(line.getErr(), message);
      // A URL that cannot be read was not tried.
      return message.startsWith("Cannot read the Redis URL") ? ExitCode.USAGE : ExitCode.CONNECTION;
    }
    say(line.getErr(), e instanceof RuntimeException ? message : e.toString());
    return ExitCode.ERROR;
  }

  private void say(PrintWriter err, String message) {
    err.println(terminal.paint(Terminal.Style.RED, Text.visible("docket: " + message)));
    err.flush();
  }

  /** The variable, when a bad value came from there and not from the command line. */
  private String origin(ArgSpec argument) {
    String variable = argument == null ? null : EnvironmentDefaults.variable(argument);
    boolean used = variable != null && environment.containsKey(variable);
    return used && argument.originalStringValues().isEmpty()
        ? " (from the environment variable %s)".formatted(variable)
        : "";
  }
}
