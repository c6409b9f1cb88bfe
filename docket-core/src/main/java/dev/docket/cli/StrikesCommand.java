package dev.docket.cli;

import dev.docket.Docket;
import dev.docket.Strike;
import dev.docket.internal.codec.Json;
import java.util.Set;
import picocli.CommandLine.Command;

/** Lists what is switched off. */
@Command(name = "strikes", description = "List the strikes in force.")
final class StrikesCommand extends DocketCommand {

  @Override
  int run(Docket docket, Output output) {
    Set<Strike> strikes = docket.strikes();
    Table table = new Table("TASK", "PARAMETER", "OPERATOR", "VALUE");
    for (Strike strike : strikes) {
      Strike.Operator operator = strike.operator();
      table.row(
          strike.taskName() == null ? "*" : strike.taskName(),
          strike.parameter() == null ? "" : strike.parameter(),
          operator == null ? "" : operator.symbol(),
          operator == null ? "" : Json.write(strike.value()));
    }
    output.tell(strikes, table, "Nothing is struck");
    return ExitCode.DONE;
  }
}
