package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Strike;
import dev.docket.Strike.Operator;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each command does to a docket. */
class MainTest extends InProcess {

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
}
