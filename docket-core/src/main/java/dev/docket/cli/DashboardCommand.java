package dev.docket.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Stands in where the dashboard is not on the class path. */
@Command(
    name = "dashboard",
    description =
        "Serve the dashboard; it is in a jar of its own, docket-dashboard-*-standalone.jar.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the fields
final class DashboardCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Unmatched private List<String> ignored;

  @Override
  public Integer call() {
    String version = Main.version();
    spec.commandLine()
        .getErr()
        .println(
            "The dashboard is not in this jar. Run the one that has it, with the same options:\n"
                + "  java -jar docket-dashboard-%s-standalone.jar dashboard --url URL --docket NAME"
                    .formatted(version));
    return ExitCode.USAGE;
  }
}
