package dev.docket.cli;

import dev.docket.Docket;
import dev.docket.DocketSnapshot;
import dev.docket.Strike;
import dev.docket.internal.codec.DecodingException;
import dev.docket.internal.codec.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands about strikes and single executions. */
@SuppressWarnings("NullAway.Init") // picocli sets spec
abstract class KeyCommands {

  private static final int FAILED_SHOWN = 1000;

  @Spec private CommandSpec spec;

  @Command(description = "Switch off executions")
  int strike(
      @Mixin Connection connection,
      @Parameters(arity = "1..4", paramLabel = "TASK") List<String> condition) {
    Strike strike = parse(condition);
    try (Docket docket = connection.open()) {
      docket.strike(strike);
      connection.print(out(), strike, "Struck " + strike);
      return 0;
    }
  }

  @Command(description = "Switch executions on again")
  int restore(
      @Mixin Connection connection,
      @Parameters(arity = "1..4", paramLabel = "TASK") List<String> condition) {
    Strike strike = parse(condition);
    try (Docket docket = connection.open()) {
      docket.restore(strike);
      connection.print(out(), strike, "Restored " + strike);
      return 0;
    }
  }

  @Command(description = "Remove what waits")
  int clear(@Mixin Connection connection) {
    try (Docket docket = connection.open()) {
      long removed = docket.clear();
      connection.print(out(), removed, "Removed " + removed);
      return 0;
    }
  }

  @Command(description = "Show what runs and waits")
  int snapshot(@Mixin Connection connection, @Option(names = "--stats") boolean stats) {
    try (Docket docket = connection.open()) {
      DocketSnapshot snapshot = docket.snapshot();
      if (stats) {
        Map<String, Integer> counts = new TreeMap<>();
        snapshot.running().forEach(r -> counts.merge(r.taskName() + " running", 1, Integer::sum));
        snapshot.future().forEach(r -> counts.merge(r.taskName() + " future", 1, Integer::sum));
        connection.print(out(), counts, counts.toString());
      } else {
        connection.print(out(), snapshot, snapshot.toString());
      }
      return 0;
    }
  }

  @Command(description = "Cancel an execution")
  int cancel(@Mixin Connection connection, @Parameters(paramLabel = "KEY") String key) {
    try (Docket docket = connection.open()) {
      return told(connection, docket.cancel(key));
    }
  }

  @Command(description = "Run a failed execution again")
  int requeue(@Mixin Connection connection, @Parameters(paramLabel = "KEY") String key) {
    try (Docket docket = connection.open()) {
      return told(connection, docket.requeue(key));
    }
  }

  @Command(description = "List failed executions")
  int failed(@Mixin Connection connection) {
    try (Docket docket = connection.open()) {
      return connection.printAll(out(), docket.failed(FAILED_SHOWN));
    }
  }

  @Command(description = "Print the version")
  int version() {
    String version = Docket.class.getPackage().getImplementationVersion();
    out().println(version == null ? "development" : version);
    out().flush();
    return 0;
  }

  private int told(Connection connection, boolean done) {
    connection.print(out(), done, done ? "Done" : "Nothing found");
    return done ? 0 : 1;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private Strike parse(List<String> words) {
    try {
      @Nullable String task = words.get(0).equals("*") ? null : words.get(0);
      return switch (words.size()) {
        case 1 -> new Strike(task, null, null, null);
        case 4 ->
            new Strike(
                task,
                words.get(1),
                Strike.Operator.parse(words.get(2)),
                Json.readValue(words.get(3)));
        default -> throw new IllegalArgumentException("Give TASK or TASK PARAM OP VALUE");
      };
    } catch (IllegalArgumentException | DecodingException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
