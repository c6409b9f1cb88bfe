package dev.docket.cli;

import dev.docket.Docket;
import java.util.Map;
import picocli.CommandLine.Command;

/** Removes what waits. */
@Command(
    name = "clear",
    description = {
      "Remove all pending executions: scheduled, queued and those that wait for a slot.",
      "What runs goes on; strikes and ended executions stay."
    },
    footer = {"", "Example:", "  docket clear --docket orders"})
final class ClearCommand extends DocketCommand {

  @Override
  int run(Docket docket, Output output) {
    long removed = docket.clear();
    output.tell(
        Map.of("removed", removed),
        "Removed %s from docket %s"
            .formatted(Text.count(removed, "execution"), Text.visible(docket.name())));
    return ExitCode.DONE;
  }
}
