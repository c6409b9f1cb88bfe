package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docket.Docket;
import dev.docket.ExecutionState;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.WorkerInfo;
import dev.docket.cli.ShopTasks.Gate;
import dev.docket.cli.ShopTasks.ProcessOrder;
import dev.docket.cli.ShopTasks.Steps;
import dev.docket.cli.ShopTasks.StubbornGate;
import dev.docket.internal.codec.Json;
import dev.docket.local.LocalRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runnable jar, driven as a user drives it. */
class CommandLineIT {

  private static final LocalRedis REDIS = LocalRedis.shared("docket-cli-tests");

  @TempDir Path folder;
  private Path gate;
  private Docket docket;
  private Map<String, String> environment;

  @BeforeEach
  void connect() {
    docket = Docket.connect(REDIS.url(), "it-" + UUID.randomUUID());
    new ShopTasks().register(docket);
    gate = folder.resolve("gate");
    environment =
        new HashMap<>(
            Map.of(
                "DOCKET_URL", REDIS.url(),
                "DOCKET_NAME", docket.name(),
                "DOCKET_TASKS", ShopTasks.class.getName(),
                "DOCKET_CLASSPATH", Cli.CLASSES));
  }

  @AfterEach
  void close() {
    docket.clear();
    docket.close();
  }

  private void added(Task task, String key) {
    docket.add(task, Schedule.keyed(key));
  }

  private void awaitStart(Cli worker) {
    await()
        .atMost(Cli.PATIENCE)
        .untilAsserted(() -> assertThat(Path.of(gate + ".started")).as(worker.errText()).exists());
  }

  private void openGate() throws IOException {
    Files.createFile(gate);
  }

  private ExecutionState state(String key) {
    return docket.execution(key).orElseThrow().state();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void a_signal_lets_the_running_task_finish(String signal) throws Exception {
    environment.put("DOCKET_WORKER_CONCURRENCY", "3");
    environment.put("DOCKET_WORKER_NAME", "from-the-environment");
    added(new Gate(gate.toString()), "running");
    try (Cli worker = Cli.start(environment, "worker")) {
      awaitStart(worker);
      assertThat(docket.workers())
          .singleElement()
          .extracting(WorkerInfo::name, WorkerInfo::concurrency)
          .containsExactly("from-the-environment", 3);

      worker.signal(signal);
      await().atMost(Cli.PATIENCE).until(() -> worker.errText().contains("1 runs finish"));
      added(new ProcessOrder(1), "too-late");
      openGate();

      assertThat(worker.exitCode()).isZero();
      assertThat(state("running")).isEqualTo(ExecutionState.COMPLETED);
      assertThat(state("too-late")).isEqualTo(ExecutionState.QUEUED);
      assertThat(docket.workers()).isEmpty();
      assertThat(worker.text()).isEmpty();
    }
  }

  @Test
  void a_second_signal_hands_back_what_runs() throws Exception {
    added(new Gate(gate.toString()), "running");
    try (Cli worker = Cli.start(environment, "worker")) {
      awaitStart(worker);

      worker.signal("TERM");
      await().atMost(Cli.PATIENCE).until(() -> worker.errText().contains("1 runs finish"));
      worker.signal("TERM");

      assertThat(worker.exitCode()).isEqualTo(143);
      assertThat(state("running")).isEqualTo(ExecutionState.QUEUED);
    }
  }

  @Test
  void a_third_signal_ends_a_worker_whose_task_is_deaf() throws Exception {
    added(new StubbornGate(gate.toString()), "running");
    boolean third = false;
    for (int tries = 0; tries < 3 && !third; tries++) {
      Files.deleteIfExists(Path.of(gate + ".started"));
      try (Cli worker = Cli.start(environment, "worker")) {
        awaitStart(worker);

        worker.signal("INT");
        await().atMost(Cli.PATIENCE).until(() -> worker.errText().contains("1 runs finish"));
        worker.signal("INT");
        await().atMost(Cli.PATIENCE).until(() -> worker.errText().contains("interrupts 1 runs"));
        // It waits for two seconds, which a machine that stands still may miss.
        third = worker.process().isAlive();
        worker.signal("INT");

        assertThat(worker.exitCode()).isEqualTo(130);
      }
    }
    assertThat(third).isTrue();
  }

  @Test
  void the_drain_timeout_hands_back_and_is_a_clean_end() throws Exception {
    added(new Gate(gate.toString()), "running");
    try (Cli worker = Cli.start(environment, "worker", "--drain-timeout", "100ms")) {
      awaitStart(worker);

      worker.signal("TERM");

      assertThat(worker.exitCode()).isZero();
      assertThat(state("running")).isEqualTo(ExecutionState.QUEUED);
    }
  }

  @Test
  void a_running_worker_sees_a_strike_typed_by_JSON() throws Exception {
    try (Cli worker = Cli.start(environment, "worker", "--concurrency", "1")) {
      added(new Gate(gate.toString()), "first");
      awaitStart(worker);
      added(new ProcessOrder(12345), "struck");
      added(new ProcessOrder(777), "not-struck");

      try (Cli strike =
          Cli.run(environment, "strike", "ProcessOrder", "customerId", "==", "12345")) {
        assertThat(strike.exitCode()).as(strike.errText()).isZero();
        assertThat(strike.text().strip())
            .isEqualTo("Struck ProcessOrder where customerId == 12345");
      }
      openGate();

      await()
          .atMost(Cli.PATIENCE)
          .untilAsserted(() -> assertThat(state("not-struck")).isEqualTo(ExecutionState.COMPLETED));
      assertThat(state("struck")).isEqualTo(ExecutionState.CANCELLED);
      assertThat(docket.execution("struck").orElseThrow().error()).contains("customerId == 12345");
      assertThat(worker.process().isAlive()).isTrue();
    }
  }

  @Test
  void watching_shows_a_line_for_each_change_and_a_bar_on_a_terminal() throws Exception {
    added(new Steps(gate.toString()), "steps");
    try (Cli worker = Cli.start(environment, "worker")) {
      awaitStart(worker);
      String command = "stty cols 100; exec " + String.join(" ", Cli.java()) + " watch steps";
      try (Cli lines = Cli.start(environment, "watch", "steps");
          Cli json = Cli.start(environment, "watch", "steps", "--json");
          Cli terminal =
              Cli.startCommand(environment, List.of("script", "-qec", command, "/dev/null"))) {
        for (Cli watch : List.of(lines, json, terminal)) {
          await().atMost(Cli.PATIENCE).until(() -> watch.text().contains("half way"));
        }
        openGate();

        assertThat(lines.exitCode()).as(lines.errText()).isZero();
        assertThat(lines.text().lines())
            .contains("RUNNING 50% 2/4 half way Steps[steps]")
            .last()
            .isEqualTo("COMPLETED 100% 4/4 half way Steps[steps]");
        assertThat(json.exitCode()).isZero();
        assertThat(Json.readMap(json.text().lines().reduce("", (a, b) -> b)))
            .containsEntry("state", "COMPLETED");
        assertThat(terminal.exitCode()).isZero();
        assertThat(terminal.text())
            .contains("\r\033[36mRUNNING\033[0m [###############...............] 50% 2/4 half way")
            .contains("\r\033[32mCOMPLETED\033[0m [" + "#".repeat(30) + "] 100% 4/4");
      }
      assertThat(worker.process().isAlive()).isTrue();
    }
  }

  @Test
  void until_finished_answers_with_one_JSON_document_and_logs_elsewhere() throws Exception {
    added(new ProcessOrder(1), "one");
    docket.add(new ProcessOrder(2), Schedule.in(Duration.ofMillis(300)));
    environment.put("DOCKET_LOGGING_FORMAT", "json");

    try (Cli worker = Cli.run(environment, "worker", "--until-finished", "--json")) {
      assertThat(worker.exitCode()).as(worker.errText()).isZero();
      assertThat(Json.readMap(worker.text())).containsEntry("succeeded", 2);
      assertThat(worker.errText().lines())
          .isNotEmpty()
          .allSatisfy(line -> assertThat(Json.readMap(line)).containsKeys("level", "message"));
    }
  }

  @Test
  void machines_get_JSON_from_every_list() throws Exception {
    added(new ProcessOrder(5), "five");
    for (String command : List.of("snapshot", "workers ls", "workers lost")) {
      try (Cli cli = Cli.run(environment, (command + " --json").split(" "))) {
        assertThat(cli.exitCode()).as(cli.errText()).isZero();
        assertThat(Json.readValue(cli.text())).as(command).isNotNull();
        assertThat(cli.errText()).as(command).isEmpty();
      }
    }
  }

  @Test
  void mistakes_have_codes_and_messages() throws Exception {
    try (Cli cli = Cli.run(Map.of(), "clear", "--url", "redis://localhost:1")) {
      assertThat(cli.exitCode()).isEqualTo(5);
      assertThat(cli.errText()).startsWith("docket: Redis at redis://localhost:1").hasLineCount(1);
      assertThat(cli.text()).isEmpty();
    }
    try (Cli cli = Cli.run(environment, "worker", "--tasks", "com.acme.Missing")) {
      assertThat(cli.exitCode()).isEqualTo(2);
      assertThat(cli.errText()).contains("There is no class com.acme.Missing on the class path");
    }
    try (Cli cli = Cli.run(environment, "requeue", "nothing")) {
      assertThat(cli.exitCode()).isEqualTo(3);
    }
  }

  @Test
  void on_a_terminal_colours_are_on_unless_they_are_refused() throws Exception {
    added(new ProcessOrder(5), "five");
    List<String> command =
        List.of("script", "-qec", String.join(" ", Cli.java()) + " snapshot", "/dev/null");
    environment.put("TERM", "xterm");
    try (Cli cli = Cli.startCommand(environment, command)) {
      assertThat(cli.exitCode()).isZero();
      assertThat(cli.text()).contains("\033[33mQUEUED\033[0m");
    }
    environment.put("NO_COLOR", "1");
    try (Cli cli = Cli.startCommand(environment, command)) {
      assertThat(cli.exitCode()).isZero();
      assertThat(cli.text()).contains("QUEUED").doesNotContain("\033");
    }
  }

  @Test
  void the_launcher_finds_Java_and_the_jar_also_through_a_link() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("docket"), Cli.LAUNCHER);
    Map<String, String> home = Map.of("JAVA_HOME", System.getProperty("java.home"));
    try (Cli cli = Cli.startCommand(home, List.of(link.toString(), "version"))) {
      assertThat(cli.exitCode()).as(cli.errText()).isZero();
      assertThat(cli.text()).startsWith("docket ").contains("(Java ").doesNotContain("development");
    }
    Map<String, String> wrong = Map.of("DOCKET_JAR", "/nowhere.jar");
    try (Cli cli = Cli.startCommand(wrong, List.of(link.toString(), "version"))) {
      assertThat(cli.exitCode()).isEqualTo(1);
      assertThat(cli.errText()).contains("/nowhere.jar, which does not exist");
    }
    Files.delete(link);
  }

  @Test
  void bash_takes_the_completion() throws Exception {
    try (Cli script = Cli.run(Map.of(), "generate-completion")) {
      assertThat(script.exitCode()).isZero();
      String ask =
          "source %s; COMP_WORDS=(docket workers ''); COMP_CWORD=2; _complete_docket;"
              + " echo ${COMPREPLY[*]}";
      try (Cli bash =
          Cli.startCommand(Map.of(), List.of("bash", "-c", ask.formatted(script.out())))) {
        assertThat(bash.exitCode()).as(bash.errText()).isZero();
        assertThat(bash.text()).contains("ls").contains("for-task");
      }
    }
  }
}
