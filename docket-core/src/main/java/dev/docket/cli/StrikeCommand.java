package dev.docket.cli;

import dev.docket.Docket;
import dev.docket.Strike;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Switches executions off. */
@Command(
    name = "strike",
    description = {
      "Switch off executions, everywhere and within a second.",
      "Adding one is refused, one that waits is cancelled when its turn comes; what runs goes on."
    },
    footer = {
      "",
      "Examples:",
      "  docket strike ProcessOrder                            the whole task",
      "  docket strike ProcessOrder customerId == 12345        one customer",
      "  docket strike ProcessOrder --reason 'bank is down' --author kim",
      "  docket strike '*' region == '\"eu-west-1\"'             any task, by a text",
      "  docket strike ProcessOrder amount between 1000 5000   a range, with both ends"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class StrikeCommand extends DocketCommand {

  @Mixin private StrikeExpression expression;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who wonder later")
  private String reason = "";

  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "By whom (env DOCKET_AUTHOR; default: the user of the system)")
  private String author = System.getProperty("user.name", "");

  private Strike strike;

  @Override
  void prepare() {
    strike = expression.parse();
  }

  @Override
  int run(Docket docket, Output output) {
    docket.operations().strike(strike, reason, author);
    output.tell(strike, "Struck " + Text.visible(strike.toString()));
    return ExitCode.DONE;
  }
}
