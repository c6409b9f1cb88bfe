package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.local.LocalRedis;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

  private final String docket = "cli-" + UUID.randomUUID();
  private StringWriter out = new StringWriter();

  private int run(String... words) {
    List<String> args = new ArrayList<>(List.of(words));
    args.addAll(
        List.of(
            "--json", "--docket", docket, "--url", LocalRedis.shared("docket-cli-tests").url()));
    out = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(new StringWriter()));
    return line.execute(args.toArray(String[]::new));
  }

  @Test
  void strikesAndRestores() {
    assertThat(run("strike", "*", "customer", "==", "\"a\"")).isZero();
    assertThat(run("restore", "*", "customer", "==", "\"a\"")).isZero();
    assertThat(run("strike", "order", "customer")).isEqualTo(2);
    assertThat(run("strike", "order", "customer", "==", "{")).isEqualTo(2);
  }

  @Test
  void addsShowsAndClears() {
    assertThat(run("tasks", "trace", "hello")).isZero();
    assertThat(run("snapshot")).isZero();
    assertThat(run("snapshot", "--stats")).isZero();
    assertThat(run("clear")).isZero();
    assertThat(out.toString().strip()).isEqualTo("1");
  }

  @Test
  void worksOffAndRequeuesFailures() {
    assertThat(run("failed")).isEqualTo(1);
    assertThat(run("tasks", "fail", "oops")).isZero();
    String key = out.toString().strip().replace("\"", "");
    assertThat(run("worker", "--until-finished", "--concurrency", "2")).isZero();
    assertThat(out.toString()).contains("\"failed\":1");
    assertThat(run("failed")).isZero();
    assertThat(run("requeue", key)).isZero();
    assertThat(run("cancel", "nothing")).isEqualTo(1);
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThat(run("worker", "--tasks", "no.such.Type")).isEqualTo(2);
    assertThat(run("workers", "ls")).isEqualTo(1);
    assertThat(run("workers", "for-task", "trace")).isEqualTo(1);
    assertThat(run("bogus")).isEqualTo(2);
  }
}
