package dev.docket.cli;

import dev.docket.Docket;
import dev.docket.Strike;
import dev.docket.internal.codec.Json;
import dev.docket.operations.StrikeInForce;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;

/** Lists what is switched off. */
@Command(name = "strikes", description = "List the strikes in force, oldest first.")
final class StrikesCommand extends DocketCommand {

  @Override
  int run(Docket docket, Output output) {
    List<StrikeInForce> strikes = docket.operations().strikes();
    Instant now = Clock.systemUTC().instant();
    Table table = new Table("TASK", "PARAMETER", "OPERATOR", "VALUE", "STRUCK", "AUTHOR", "REASON");
    strikes.forEach(noted -> row(table, noted, now));
    output.tell(strikes, table, "Nothing is struck");
    return ExitCode.DONE;
  }

  private static void row(Table table, StrikeInForce noted, Instant now) {
    Strike strike = noted.strike();
    Strike.Operator operator = strike.operator();
    table.row(
        Objects.requireNonNullElse(strike.taskName(), "*"),
        Objects.requireNonNullElse(strike.parameter(), ""),
        operator == null ? "" : operator.symbol(),
        operator == null ? "" : Json.write(strike.value()),
        Text.relative(noted.at(), now),
        Objects.requireNonNullElse(noted.author(), ""),
        Objects.requireNonNullElse(noted.reason(), ""));
  }
}
