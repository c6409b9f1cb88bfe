package dev.docket.cli;

import dev.docket.Docket;
import dev.docket.Strike;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes a strike back. */
@Command(
    name = "restore",
    description = {
      "Switch on again what was struck.",
      "The words must be those of the strike; docket strikes lists them."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:restored", "3:no such strike was in force"},
    footer = {
      "",
      "Examples:",
      "  docket restore ProcessOrder",
      "  docket restore ProcessOrder customerId == 12345"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RestoreCommand extends DocketCommand {

  @Mixin private StrikeExpression expression;
  private Strike strike;

  @Override
  void prepare() {
    strike = expression.parse();
  }

  @Override
  int run(Docket docket, Output output) {
    if (!docket.strikes().contains(strike)) {
      output.complain("Not struck: " + Text.visible(strike.toString()));
      return ExitCode.NOT_FOUND;
    }
    docket.restore(strike);
    output.tell(strike, "Restored " + Text.visible(strike.toString()));
    return ExitCode.DONE;
  }
}
