package dev.docket.compatibility;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.ExecutionState;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.local.LocalRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Does what docs/wire-format.md tells producers in other languages, with nothing of Docket. */
class ForeignProducerTest {

  record Greet(String name) implements Task {}

  private static final Path SCRIPTS = Path.of("src/main/resources/dev/docket/internal/redis/lua");

  private final String url = LocalRedis.shared("docket-core-tests").url();
  private final RedisClient client = RedisClient.create(url);
  private final RedisCommands<byte[], byte[]> redis =
      client.connect(ByteArrayCodec.INSTANCE).sync();
  private final Docket docket = Docket.connect(url, "foreign-" + UUID.randomUUID());
  private final byte[] stream = ("{" + docket.name() + "}:stream").getBytes(UTF_8);
  private final Queue<String> greeted = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() {
    docket.close();
    client.shutdown();
  }

  private static String assemble() throws IOException {
    StringBuilder script = new StringBuilder();
    for (String line : Files.readAllLines(SCRIPTS.resolve("schedule.lua"))) {
      if (line.startsWith("--! use ")) {
        for (String part : line.substring(8).split(",")) {
          script.append(code(Files.readString(SCRIPTS.resolve("lib/" + part.strip() + ".lua"))));
        }
      } else {
        script.append(code(line + "\n"));
      }
    }
    return script.toString();
  }

  private static String code(String text) {
    StringBuilder code = new StringBuilder();
    text.lines()
        .filter(line -> !line.isBlank() && !line.strip().startsWith("--"))
        .forEach(line -> code.append(line).append('\n'));
    return code.toString();
  }

  /** MessagePack: an array of up to 65,535 strings of up to 65,535 bytes. */
  private static byte[] packed(String... texts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0xdc, (byte) (texts.length >> 8), (byte) texts.length});
    for (String text : texts) {
      byte[] bytes = text.getBytes(UTF_8);
      out.writeBytes(new byte[] {(byte) 0xda, (byte) (bytes.length >> 8), (byte) bytes.length});
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  private String schedule(String sha, String... executions) {
    byte[] answer =
        redis.evalsha(
            sha,
            ScriptOutputType.VALUE,
            new byte[][] {stream},
            new byte[0],
            "all".getBytes(UTF_8),
            packed(executions));
    return new String(answer, UTF_8);
  }

  private void work() {
    docket.register(Greet.class, greet -> greeted.add(greet.name()));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.runUntilFinished();
    }
  }

  @Test
  void one_command_adds_a_task() {
    byte[] args = "{\"name\":\"Zoë\"}".getBytes(UTF_8);
    for (int i = 0; i < 2; i++) {
      redis.xadd(
          stream,
          Map.of(
              "key".getBytes(UTF_8),
              "k".getBytes(UTF_8),
              "task".getBytes(UTF_8),
              "Greet".getBytes(UTF_8),
              "args".getBytes(UTF_8),
              args));
    }
    work();

    assertThat(greeted).contains("Zoë");
    assertThat(docket.execution("k").orElseThrow().state()).isEqualTo(ExecutionState.COMPLETED);
  }

  @Test
  void the_script_answers_for_each_and_takes_due_times_and_replacements() throws IOException {
    String sha = redis.scriptLoad(assemble());

    String answer =
        schedule(
            sha,
            "a",
            "add",
            "Greet",
            "{\"name\":\"old\"}",
            "+3600000",
            "",
            "call-1",
            "b",
            "add",
            "Greet",
            "{\"name\":\"Bob\"}",
            "+50",
            "",
            "",
            "c",
            "fresh",
            "Greet",
            "{\"name\":\"Carol\"}",
            "",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "");
    assertThat(answer.lines()).containsExactly("scheduled", "scheduled", "scheduled");
    assertThat(docket.execution("a").orElseThrow().state()).isEqualTo(ExecutionState.SCHEDULED);
    assertThat(schedule(sha, "a", "add", "Greet", "{\"name\":\"x\"}", "", "", "call-1").strip())
        .as("sent again")
        .isEqualTo("scheduled");
    assertThat(schedule(sha, "a", "add", "Greet", "{\"name\":\"x\"}", "", "", "call-2").strip())
        .isEqualTo("already");
    assertThat(schedule(sha, "a", "replace", "Greet", "{\"name\":\"Alice\"}", "", "", "").strip())
        .isEqualTo("scheduled");
    work();

    assertThat(greeted).containsExactlyInAnyOrder("Alice", "Bob", "Carol");
  }
}
