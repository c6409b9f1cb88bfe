package dev.docket.cli;

import dev.docket.Strike;
import dev.docket.internal.codec.DecodingException;
import dev.docket.internal.codec.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which executions are meant, as words: TASK, or TASK PARAMETER OPERATOR VALUE. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class StrikeExpression {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Parameters(
      index = "0",
      paramLabel = "TASK",
      description = "Name of the task; '*' for any task that has the parameter")
  private String task = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "CONDITION",
      description = {
        "PARAMETER OPERATOR VALUE, such as: customerId == 12345",
        "Operators: == != < <= > >= between",
        "Values are JSON: 5, true, null, '\"text\"' (quotes that the shell leaves);"
            + " between takes two, lowest first"
      })
  private List<String> condition = List.of();

  /**
   * Reads the words.
   *
   * @throws ParameterException when they are not a strike; the message says why
   */
  Strike parse() {
    try {
      return strike();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Strike strike() {
    @Nullable String name = task.isEmpty() || task.equals("*") ? null : task;
    if (condition.isEmpty()) {
      if (name == null) {
        throw new IllegalArgumentException("'*' alone would be everything; name a parameter too");
      }
      return Strike.task(name);
    }
    if (condition.size() < 3) {
      throw new IllegalArgumentException(
          "\"%s\" is no condition; write PARAMETER OPERATOR VALUE, such as: customerId == 12345"
              .formatted(String.join(" ", condition)));
    }
    Strike.Operator operator = Strike.Operator.parse(condition.get(1));
    return new Strike(name, condition.get(0), operator, value(operator));
  }

  private @Nullable Object value(Strike.Operator operator) {
    List<@Nullable Object> values = new ArrayList<>();
    for (String word : condition.subList(2, condition.size())) {
      values.add(json(word));
    }
    if (operator == Strike.Operator.BETWEEN && values.size() == 2) {
      return values;
    }
    if (values.size() > 1) {
      throw new IllegalArgumentException(
          operator == Strike.Operator.BETWEEN
              ? "between takes two values, lowest first, not " + values.size()
              : "%s takes one value, not %d; put a text in quotes that the shell leaves: '\"%s\"'"
                  .formatted(
                      operator.symbol(),
                      values.size(),
                      String.join(" ", condition.subList(2, condition.size()))));
    }
    return values.get(0);
  }

  private static @Nullable Object json(String word) {
    if (word.startsWith("--")) {
      throw new IllegalArgumentException("Unknown option: " + word);
    }
    try {
      return Json.readValue(word);
    } catch (DecodingException e) {
      throw new IllegalArgumentException(
          "%s is not JSON; if it is a text, put it in quotes that the shell leaves: '\"%s\"'"
              .formatted(word, word.replace("\"", "")),
          e);
    }
  }
}
