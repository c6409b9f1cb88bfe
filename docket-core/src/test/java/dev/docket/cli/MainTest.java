package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Strike;
import dev.docket.Strike.Operator;
import dev.docket.internal.codec.Json;
import dev.docket.local.LocalRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The commands in this process, as a machine and as a person sees them. */
class MainTest {

  private static final LocalRedis REDIS = LocalRedis.shared("docket-cli-tests");

  private final String docket = "cli-" + UUID.randomUUID();
  private final Map<String, String> environment =
      new HashMap<>(Map.of("DOCKET_URL", REDIS.url(), "DOCKET_NAME", docket));
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  private int run(Terminal terminal, String... words) {
    out = new StringWriter();
    err = new StringWriter();
    CommandLine line = Main.commandLine(environment, terminal);
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(words);
  }

  private int run(String... words) {
    return run(Terminal.none(), words);
  }

  private Object json(String... words) {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.add("--json");
    run(all.toArray(String[]::new));
    return Json.readValue(out.toString());
  }

  @Test
  void strikes_by_JSON_values_and_restores_by_the_same_words() {
    assertThat(run("strike", "order", "customer", "==", "12345")).isZero();
    assertThat(out.toString().strip()).isEqualTo("Struck order where customer == 12345");
    assertThat(run("strike", "*", "region", "==", "\"eu\"")).isZero();
    assertThat(run("strike", "order", "amount", "between", "-5", "10.5")).isZero();
    assertThat(run("strike", "order", "amount", "BETWEEN", "[1, 2]")).isZero();
    assertThat(run("strike", "invoice")).isZero();

    try (Docket connected = Docket.connect(REDIS.url(), docket)) {
      assertThat(connected.strikes())
          .containsExactlyInAnyOrder(
              Strike.task("order").where("customer", Operator.EQ, 12345),
              Strike.parameter("region", Operator.EQ, "eu"),
              Strike.task("order").where("amount", Operator.BETWEEN, List.of(-5, 10.5)),
              Strike.task("order").where("amount", Operator.BETWEEN, List.of(1, 2)),
              Strike.task("invoice"));
    }
    assertThat((List<?>) json("strikes")).hasSize(5);
    run("strike", "refund", "--reason", "bank is down", "--author", "kim");
    assertThat(json("strikes").toString()).contains("reason=bank is down, author=kim, at=20");
    assertThat(run("restore", "order", "customer", "==", "12345")).isZero();
    assertThat(run("restore", "order", "customer", "==", "12345")).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(run("strikes")).isZero();
    assertThat(out.toString()).contains("OPERATOR").contains("\"eu\"").doesNotContain("12345");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          order customer               | is no condition
          order customer ==            | is no condition
          order customer == {          | is not JSON
          order customer == Alice      | '"Alice"'
          order customer == 1 2        | takes one value
          order customer between 1     | BETWEEN needs a list of two values
          order customer between 1 2 3 | takes two values
          order customer ~ 1           | is no operator
          order customer == --reasn    | Unknown option
          *                            | would be everything
          """)
  void refuses_what_is_no_strike(String words, String why) {
    List<String> args = new ArrayList<>(List.of("strike"));
    args.addAll(List.of(words.split(" ")));

    assertThat(run(args.toArray(String[]::new))).isEqualTo(ExitCode.USAGE);

    assertThat(err.toString())
        .contains(why)
        .containsAnyOf("docket strike --help", "Possible solutions: --reason");
  }

  @Test
  void adds_shows_counts_and_clears() {
    assertThat(run("tasks", "trace", "hello", "--key", "k1")).isZero();
    assertThat(out.toString().strip()).isEqualTo("k1");
    assertThat(run("tasks", "trace", "again", "--key", "k1")).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString()).contains("k1 is pending or running already");
    assertThat(run("tasks", "sleep", "0.5", "--key", "k2", "--delay", "2h")).isZero();

    assertThat(run("snapshot")).isZero();
    assertThat(out.toString().lines())
        .anyMatch(line -> line.matches("QUEUED +.*trace +k1 .*"))
        .anyMatch(line -> line.matches("SCHEDULED +in (2h|1h 59m) +sleep +k2 .*"));
    assertThat(run("snapshot", "--stats")).isZero();
    assertThat(out.toString()).contains("OLDEST QUEUED");
    assertThat(json("snapshot", "--stats").toString())
        .contains("task=sleep, total=1, running=0, queued=0, scheduled=1");
    assertThat(((Map<?, ?>) json("snapshot")).get("totalTasks")).isEqualTo(2);
    assertThat(json("clear")).isEqualTo(Map.of("removed", 2));
    assertThat(run("clear")).isZero();
    assertThat(out.toString().strip()).isEqualTo("Removed 0 executions from docket " + docket);
  }

  @Test
  void a_struck_task_is_refused() {
    run("strike", "trace");

    assertThat(run("tasks", "trace")).isEqualTo(ExitCode.REFUSED);

    assertThat(err.toString()).contains("The task trace is struck");
  }

  @Test
  void works_off_and_requeues_failures() {
    assertThat(run("failed")).isZero();
    assertThat(out.toString().strip()).isEqualTo("Nothing failed");
    run("tasks", "fail", "oops\n\033[2Jgone", "--key", "f");

    Map<?, ?> report = (Map<?, ?>) json("worker", "--until-finished", "--concurrency", "2");

    assertThat(report.get("failed")).isEqualTo(1);
    assertThat(run("watch", "f")).isEqualTo(ExitCode.FAILED);
    assertThat(run("failed")).isZero();
    assertThat(out.toString()).contains("oops\\n\\u001b[2Jgone").doesNotContain("\033");
    assertThat(json("failed", "--limit", "1").toString()).contains("key=f");
    assertThat(run("requeue", "f")).isZero();
    assertThat(run("requeue", "f")).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(run("cancel", "f")).isZero();
    assertThat(run("watch", "f")).isEqualTo(ExitCode.CANCELLED);
    assertThat(json("cancel", "f")).isEqualTo(Map.of("key", "f", "cancelled", false));
    assertThat(run("watch", "nothing")).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void watching_ends_in_time() {
    run("tasks", "trace", "--key", "later", "--delay", "1h");

    assertThat(run("watch", "later", "--timeout", "20ms")).isEqualTo(ExitCode.TIMED_OUT);

    assertThat(out.toString().strip()).isEqualTo("SCHEDULED trace[later]");
    assertThat(run("clear")).isZero();
  }

  @Test
  void tells_when_no_worker_knows_a_task() {
    assertThat(run("workers", "ls")).isZero();
    assertThat(out.toString().strip()).isEqualTo("No worker is alive");
    assertThat(run("workers", "for-task", "trace")).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(json("workers", "for-task", "trace")).isEqualTo(List.of());
  }

  @Test
  void lists_the_workers_that_were_lost_under_a_heading_of_their_own() {
    assertThat(json("workers", "lost")).isEqualTo(List.of());
    RedisClient client = RedisClient.create(REDIS.url());
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      String key = "{" + docket + "}:lost";
      long now = System.currentTimeMillis();
      for (int n = 1; n <= 12; n++) {
        long noticed = now - n * 3_600_000L;
        connection.sync().zadd(key, noticed, noticed - 20_000 + ":" + n + ":north-" + n + "@1");
      }
      connection.sync().expire(key, 60);
    } finally {
      client.shutdown();
    }

    assertThat(run("workers", "ls")).isZero();

    assertThat(out.toString().lines().map(line -> line.replaceAll(" {2,}", "|")).toList())
        .startsWith(
            "No worker is alive",
            "",
            "Lost lately",
            "NAME|LAST SEEN|NOTICED|GIVEN TO OTHERS",
            "north-1|1h ago|1h ago|1")
        .endsWith("north-10|10h ago|10h ago|10", "2 more: docket workers lost");
    assertThat(json("workers", "ls")).isEqualTo(List.of());
    List<?> all = (List<?>) json("workers", "lost");
    assertThat(all).hasSize(12);
    assertThat(all.getLast().toString()).contains("name=north-12", "deliveries=12");
    assertThat(run("workers", "lost")).isZero();
    assertThat(out.toString()).contains("north-12");
  }

  @Test
  void a_server_that_is_not_there_has_its_own_code() {
    assertThat(run("clear", "--url", "redis://localhost:1")).isEqualTo(ExitCode.CONNECTION);
    assertThat(err.toString()).startsWith("docket: Redis at redis://localhost:1");

    assertThat(run("clear", "--url", "http://localhost")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("the scheme http is not one of");
  }

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
        Stream.of(line), line.getSubcommands().values().stream().flatMap(MainTest::commands));
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
