package dev.docket.cli;

import dev.docket.Docket;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs a failed execution again. */
@Command(
    name = "requeue",
    description = "Run a failed execution again, at once and from attempt 1.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it will run", "3:no failed execution has that key"},
    footer = {
      "",
      "Examples:",
      "  docket requeue order-17",
      "  docket failed --json | jq -r '.[].key' | xargs -n1 docket requeue"
    })
final class RequeueCommand extends DocketCommand {

  @Parameters(paramLabel = "KEY", description = "Key of the execution")
  private String key = "";

  @Override
  int run(Docket docket, Output output) {
    return CancelCommand.answer(output, key, "requeued", docket.requeue(key), "that failed");
  }
}
