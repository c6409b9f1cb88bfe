package dev.docket.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Defaults of options from the environment. What many commands have is {@code DOCKET_URL} and so
 * on; an option {@code --some-thing} of the worker is {@code DOCKET_WORKER_SOME_THING}. An empty
 * variable counts as none.
 */
record EnvironmentDefaults(Map<String, String> environment) implements IDefaultValueProvider {

  private static final Map<String, String> SHARED =
      Map.of(
          "--docket", "DOCKET_NAME",
          "--url", "DOCKET_URL",
          "--tasks", "DOCKET_TASKS",
          "--class-path", "DOCKET_CLASSPATH",
          "--logging-level", "DOCKET_LOGGING_LEVEL",
          "--logging-format", "DOCKET_LOGGING_FORMAT",
          "--author", "DOCKET_AUTHOR");
  private static final List<String> OF_THEIR_OWN = List.of("worker", "dashboard");
  private static final List<String> NEVER = List.of("--help", "--version", "--json");

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    String variable = variable(argument);
    String value = variable == null ? null : environment.get(variable);
    return value == null || value.isBlank() ? null : value;
  }

  /** The variable of an option; null when it has none. */
  static @Nullable String variable(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option)) {
      return null;
    }
    String name = option.longestName();
    if (SHARED.containsKey(name) || NEVER.contains(name)) {
      return SHARED.get(name);
    }
    CommandSpec command = argument.command();
    return command != null && OF_THEIR_OWN.contains(command.name())
        ? "DOCKET_"
            + (command.name() + name.substring(1)).replace('-', '_').toUpperCase(Locale.ROOT)
        : null;
  }
}
