package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/**
 * What the commands have in common: help, options and their variables, tables, completion, and what
 * another module adds.
 */
class UsageTest extends InProcess {

  @Test
  void a_bad_value_from_the_environment_names_the_variable() {
    environment.put("DOCKET_WORKER_CONCURRENCY", "many");
    assertThat(run("worker")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("'many' is not an int")
        .contains("from the environment variable DOCKET_WORKER_CONCURRENCY");

    environment.put("DOCKET_WORKER_CONCURRENCY", "5");
    environment.put("DOCKET_WORKER_DRAIN_TIMEOUT", "soon");
    assertThat(run("worker")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("write 250ms, 5s").contains("DOCKET_WORKER_DRAIN_TIMEOUT");

    environment.put("DOCKET_WORKER_DRAIN_TIMEOUT", "");
    assertThat(run("worker", "--concurrency", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("concurrency is 0; it must be at least 1");
  }

  @Test
  void every_option_tells_its_variable_and_every_command_what_it_does() {
    commands(Main.commandLine(Map.of(), Terminal.none()))
        .filter(line -> !line.getCommandName().equals("generate-completion"))
        .forEach(
            line -> {
              assertThat(line.getCommandSpec().usageMessage().description())
                  .as(line.getCommandName())
                  .isNotEmpty();
              for (OptionSpec option : line.getCommandSpec().options()) {
                String variable = EnvironmentDefaults.variable(option);
                assertThat(String.join(" ", option.description()))
                    .as(line.getCommandName() + " " + option.longestName())
                    .isNotEmpty()
                    .contains(variable == null ? "" : "(env " + variable);
              }
            });
  }

  private static Stream<CommandLine> commands(CommandLine line) {
    return Stream.concat(
        Stream.of(line), line.getSubcommands().values().stream().flatMap(UsageTest::commands));
  }

  static List<String> helps() {
    return List.of(
        "worker",
        "strike",
        "restore",
        "strikes",
        "clear",
        "snapshot",
        "watch",
        "cancel",
        "failed",
        "requeue",
        "tasks",
        "tasks trace",
        "workers ls",
        "workers lost",
        "dashboard",
        "version",
        "generate-completion");
  }

  @ParameterizedTest
  @MethodSource("helps")
  void every_command_has_help(String command) {
    List<String> args = new ArrayList<>(List.of(command.split(" ")));
    args.add("--help");

    assertThat(run(args.toArray(String[]::new))).isZero();

    assertThat(out.toString()).startsWith("Usage: docket " + command).doesNotContain("\033");
  }

  @Test
  void a_table_fits_the_terminal_and_is_coloured_there() {
    run("tasks", "trace", "--key", "k".repeat(200));

    run(new Terminal(true, true, 60), "snapshot");

    assertThat(out.toString()).contains("\033[33mQUEUED\033[0m").contains("...");
    assertThat(out.toString().replaceAll("\033\\[[0-9;]*m", "").lines().skip(1))
        .allMatch(line -> line.length() <= 60);
    run("snapshot");
    assertThat(out.toString()).contains("k".repeat(200)).doesNotContain("\033");
    run("clear");
  }

  @Test
  void what_is_unknown_is_refused_with_a_hint() {
    assertThat(run()).isEqualTo(ExitCode.USAGE);
    assertThat(run("bogus")).isEqualTo(ExitCode.USAGE);
    assertThat(run("snapsho")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("snapshot");
    assertThat(run("worker", "--concurrenci", "3")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--concurrency");
    assertThat(run("failed", "--limit", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(run("tasks", "sleep", "--", "-1")).isEqualTo(ExitCode.USAGE);
    assertThat(run("tasks", "trace", "--key", "")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void the_dashboard_says_where_it_is() {
    assertThat(run("dashboard", "--port", "8080")).isEqualTo(ExitCode.USAGE);

    assertThat(err.toString()).contains("java -jar docket-dashboard-");
  }

  /** What a module with a dashboard would add. */
  @Command(name = "dashboard", description = "Serves")
  static final class OtherDashboard implements Callable<Integer> {
    @Option(names = "--port")
    private int port;

    @Option(names = "--url")
    private String url = "";

    @Option(names = "--grace")
    private Duration grace = Duration.ZERO;

    @Override
    public Integer call() {
      return url.equals(REDIS.url()) && grace.equals(Duration.ofMillis(100)) ? port : -1;
    }
  }

  /** Adds it. */
  public static final class OtherModule implements CommandProvider {
    @Override
    public Object command() {
      return new OtherDashboard();
    }
  }

  @Test
  void another_module_can_provide_the_dashboard(@TempDir Path folder) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(CommandProvider.class.getName()), OtherModule.class.getName());
    environment.put("DOCKET_DASHBOARD_PORT", "42");
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(loader);

      assertThat(run("dashboard", "--grace", "100ms")).isEqualTo(42);
      assertThat(run(Main.withFallback("dashboard", "--grace", "100ms"))).isEqualTo(42);
      assertThat(run("dashboard", "--help")).isZero();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void a_jar_for_one_command_still_has_the_others() {
    assertThat(Main.withFallback("dashboard")).containsExactly("dashboard");
    assertThat(Main.withFallback("dashboard", "--port", "1"))
        .containsExactly("dashboard", "--port", "1");
    assertThat(Main.withFallback("dashboard", "--help")).containsExactly("--help");
    assertThat(Main.withFallback("dashboard", "strike", "x")).containsExactly("strike", "x");
  }

  @Test
  void the_version_names_Java_too() {
    assertThat(run("version")).isZero();
    assertThat(out.toString()).startsWith("docket development (Java ");
    assertThat(((Map<?, ?>) json("version")).get("java")).isEqualTo(Runtime.version().toString());
  }

  @Test
  void completion_knows_commands_and_options() {
    assertThat(run("generate-completion")).isZero();

    assertThat(out.toString()).contains("for-task").contains("--healthcheck-port");
  }
}
