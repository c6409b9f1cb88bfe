package dev.docket.cli;

import dev.docket.Docket;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Cancels an execution. */
@Command(
    name = "cancel",
    description = "Cancel an execution: a pending one is removed, a running one interrupted.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it was pending or running", "3:nothing pending or running has that key"},
    footer = {"", "Example:", "  docket cancel order-17"})
final class CancelCommand extends DocketCommand {

  @Parameters(paramLabel = "KEY", description = "Key of the execution")
  private String key = "";

  @Override
  int run(Docket docket, Output output) {
    return answer(output, key, "cancelled", docket.cancel(key), "pending or running");
  }

  /** Tells what became of a key. */
  static int answer(Output output, String key, String what, boolean done, String wanted) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("key", key);
    answer.put(what, done);
    String shown = Text.visible(key);
    if (done || output.json()) {
      output.tell(answer, Character.toUpperCase(what.charAt(0)) + what.substring(1) + " " + shown);
    }
    if (!done) {
      output.complain("Nothing %s has the key %s".formatted(wanted, shown));
    }
    return done ? ExitCode.DONE : ExitCode.NOT_FOUND;
  }
}
