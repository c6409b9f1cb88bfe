package dev.docket.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells the version. */
@Command(name = "version", description = "Print the version of Docket.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class VersionCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Answer with JSON, for machines")
  private boolean json;

  @Override
  public Integer call() {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("version", Main.version());
    answer.put("java", Runtime.version().toString());
    new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), Terminal.none(), json)
        .tell(answer, "docket %s (Java %s)".formatted(Main.version(), Runtime.version()));
    return ExitCode.DONE;
  }
}
