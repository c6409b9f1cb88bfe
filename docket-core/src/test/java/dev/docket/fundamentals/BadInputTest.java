package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.docket.Docket;
import dev.docket.DocketConnectionException;
import dev.docket.InvalidTaskException;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.UnknownTaskException;
import dev.docket.behavior.Cron;
import dev.docket.behavior.ExponentialRetry;
import dev.docket.behavior.Retry;
import dev.docket.behavior.Timeout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each bad input has its own error, which names the input, what is wrong and how to mend it. */
class BadInputTest extends OnRedis {

  static final class NoRecord implements Task {}

  @Timeout("ten minutes")
  record BadDuration() implements Task {}

  @Cron("every monday")
  record BadCron() implements Task {}

  @Retry
  @ExponentialRetry
  record Conflicting() implements Task {}

  record Note(String text) implements Task {}

  record Anything(Object value) implements Task {}

  /** Another task with the same simple name. */
  static final class Elsewhere {
    record Note(int number) implements Task {}
  }

  @AfterEach
  void nothing_was_added() {
    assertThat(docket.snapshot().totalTasks()).isZero();
  }

  private static void refused(
      Class<? extends RuntimeException> type, Runnable action, String... parts) {
    assertThatExceptionOfType(type)
        .isThrownBy(action::run)
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  @Test
  void a_task_that_is_no_record() {
    String[] parts = {NoRecord.class.getName(), "make it a record"};
    refused(InvalidTaskException.class, () -> docket.add(new NoRecord()), parts);
    refused(InvalidTaskException.class, () -> docket.register(NoRecord.class, t -> {}), parts);
  }

  @Test
  void a_task_name_that_nobody_knows() {
    refused(
        UnknownTaskException.class,
        () -> docket.add("shp-order", Map.of(), Schedule.now()),
        docket.name(),
        "shp-order",
        "known here are [fail, sleep, trace]");
  }

  @Test
  void a_bad_duration() {
    refused(
        InvalidTaskException.class,
        () -> docket.add(new BadDuration()),
        BadDuration.class.getName(),
        "@Timeout",
        "\"ten minutes\" is not a duration; write 250ms");
  }

  @Test
  void a_bad_cron_expression() {
    refused(
        InvalidTaskException.class,
        () -> docket.register(BadCron.class, t -> {}),
        BadCron.class.getName(),
        "\"every monday\" is not a cron expression",
        "write five fields");
  }

  @Test
  void annotations_that_exclude_each_other() {
    refused(
        InvalidTaskException.class,
        () -> docket.add(new Conflicting()),
        Conflicting.class.getName(),
        "@Retry and @ExponentialRetry exclude each other; keep one");
  }

  @Test
  void a_replacement_without_a_key() {
    refused(
        IllegalArgumentException.class,
        () -> docket.replace(new Note("x"), Schedule.now()),
        "replace needs a key",
        "use schedule.withKey(…) or Schedule.keyed(…)");
  }

  @Test
  void an_empty_key() {
    refused(
        IllegalArgumentException.class,
        () -> docket.add(new Note("x"), Schedule.keyed("")),
        "key must not be empty",
        "leave it out");
  }

  @Test
  void an_argument_that_json_cannot_carry() {
    String[] parts = {"java.lang.Thread", "value", "Use scalars, strings"};
    refused(InvalidTaskException.class, () -> docket.add(new Anything(new Thread())), parts);
    refused(
        InvalidTaskException.class,
        () -> docket.add("sleep", Map.of("value", new Thread()), Schedule.now()),
        parts);
  }

  @Test
  void an_argument_by_name_may_be_null() {
    Map<String, Object> arguments = new HashMap<>();
    arguments.put("message", null);

    assertThat(docket.add("trace", arguments, Schedule.now()).record().orElseThrow().arguments())
        .containsEntry("message", null);
    docket.clear();
  }

  @Test
  void two_types_under_one_name() {
    docket.register(Note.class, note -> {});

    refused(
        InvalidTaskException.class,
        () -> docket.register(Elsewhere.Note.class, note -> {}),
        Elsewhere.Note.class.getName(),
        "the name Note belongs to " + Note.class.getName(),
        "@TaskName");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          localhost                       | not of the form redis://
          http://localhost                | the scheme http is not one of redis, rediss
          redis://                        | names no host
          redis://localhost:port          | the port "port" is not a number
          redis://localhost:99999         | 99999
          redis://localhost/zero          | the database "zero" is not a number
          redis://localhost?timeout=1     | the option "timeout" is not one of ca, cert, key, verify
          redis-sentinel://localhost      | redis-sentinel://host:26379,host:26379/service
          redis://:secret@localhost:port  | the port "port" is not a number
          """)
  void a_url_that_cannot_be_read(String url, String fault) {
    refused(
        DocketConnectionException.class,
        () -> Docket.connect(url),
        "Cannot read the Redis URL",
        fault);
  }

  @Test
  void a_redis_that_does_not_run() {
    refused(
        DocketConnectionException.class,
        () -> Docket.connect("redis://user:secret@127.0.0.1:1"),
        "127.0.0.1:1",
        "Is it running");
    assertThatExceptionOfType(DocketConnectionException.class)
        .isThrownBy(() -> Docket.connect("redis://user:secret@127.0.0.1:1"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
  }

  @Test
  void a_redis_that_does_not_answer() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      refused(
          DocketConnectionException.class,
          () -> Docket.connect("redis://127.0.0.1:" + mute.getLocalPort()),
          "127.0.0.1:" + mute.getLocalPort(),
          "Is it running");
    }
  }

  @Test
  void a_redis_that_is_too_old() throws IOException {
    try (ServerSocket old = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerLikeAnOldRedis(old));
      refused(
          DocketConnectionException.class,
          () -> Docket.connect("redis://127.0.0.1:" + old.getLocalPort()),
          "127.0.0.1:" + old.getLocalPort(),
          "is version 6.0.16; Docket needs 6.2 or newer");
    }
  }

  /** Enough of the protocol to be asked for a version; no server that old can be had. */
  private static void answerLikeAnOldRedis(ServerSocket server) {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> answer(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void answer(Socket client) {
    try (client) {
      var in = new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8);
      BufferedReader lines = new BufferedReader(in);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        lines.readLine(); // the length of the command
        String command = lines.readLine();
        for (int more = Integer.parseInt(line.substring(1)) - 1; more > 0; more--) {
          lines.readLine();
          lines.readLine();
        }
        String answer =
            switch (command) {
              case "HELLO" -> "-ERR unknown command";
              case "INFO" -> "$20\r\nredis_version:6.0.16";
              default -> "+OK";
            };
        client.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // The client has seen enough.
    }
  }
}
