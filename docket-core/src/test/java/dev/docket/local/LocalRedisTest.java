package dev.docket.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LocalRedisTest {
  @Test
  void a_server_answers_on_its_url_and_says_what_it_is() {
    try (LocalRedis redis = LocalRedis.start()) {
      assertThat(RawRedis.ask(redis.port(), "PING")).isEqualTo("PONG");
      assertThat(redis.url()).isEqualTo("redis://127.0.0.1:" + redis.port() + "/0");
      String info = RawRedis.ask(redis.port(), "INFO", "server");
      assertThat(Fleet.field(info, "process_id")).isEqualTo(String.valueOf(redis.pid()));
      assertThat(redis.source()).contains(redis.version());
      assertThat(redis.log()).anyMatch(line -> line.contains("Ready to accept connections"));
    }
  }

  @Test
  void an_installed_server_is_found_on_path() {
    assumeThat(Path.of("/usr/bin/redis-server")).exists();

    try (LocalRedis redis = LocalRedis.builder().source(LocalRedis.Source.PATH).start()) {
      assertThat(redis.source()).matches("(redis|valkey)-server \\S+ on PATH \\(/.+\\)");
      assertThat(RawRedis.ask(redis.port(), "PING")).isEqualTo("PONG");
    }
  }

  @Test
  void the_embedded_binary_starts_and_is_unpacked_once() {
    LocalRedis.Builder embedded = LocalRedis.builder().source(LocalRedis.Source.EMBEDDED);

    try (LocalRedis one = embedded.start();
        LocalRedis two = embedded.start()) {
      assertThat(one.version()).isEqualTo("7.0.15");
      assertThat(one.source()).contains("embedded").isEqualTo(two.source());
      assertThat(RawRedis.ask(two.port(), "PING")).isEqualTo("PONG");
    }
  }

  @Test
  void an_unknown_path_is_an_error_that_says_how_to_mend_it() {
    LocalRedis.Builder builder = LocalRedis.builder().executable(Path.of("/nowhere/redis-server"));

    assertThatThrownBy(builder::start)
        .isInstanceOf(LocalRedisException.class)
        .hasMessageContaining("/nowhere/redis-server (as given): there is no such file")
        .hasMessageContaining("org.signal:embedded-redis")
        .hasMessageContaining("-Ddocket.redis.server=");
  }

  @Test
  void a_server_that_is_too_old_is_refused(@TempDir Path folder) throws IOException {
    Path old = script(folder, "echo 'Redis server v=6.0.16 sha=0 bits=64'");

    assertThatThrownBy(LocalRedis.builder().executable(old)::start)
        .hasMessageContaining("it is version 6.0.16; Docket needs 6.2 or newer");
  }

  @Test
  void an_option_that_the_server_refuses_is_shown_with_its_log() {
    LocalRedis.Builder builder = LocalRedis.builder().arguments("--no-such-option", "1");

    assertThatThrownBy(builder::start)
        .isInstanceOf(LocalRedisException.class)
        .hasMessageContaining("ended instead of starting")
        .hasMessageContaining("no-such-option");
  }

  @Test
  void a_chosen_port_that_is_taken_is_an_error() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      LocalRedis.Builder builder = LocalRedis.builder().port(taken.getLocalPort());

      assertThatThrownBy(builder::start)
          .hasMessageContaining("Port " + taken.getLocalPort() + " is taken");
    }
  }

  @Test
  void a_name_is_one_server() {
    LocalRedis one = LocalRedis.shared("a name");

    List<LocalRedis> again =
        IntStream.range(0, 8).parallel().mapToObj(i -> LocalRedis.shared("a name")).toList();

    assertThat(again).allMatch(server -> server == one);
    one.close();
  }

  @Test
  void names_differ_and_a_closed_name_starts_anew() {
    LocalRedis empty = LocalRedis.shared("");
    LocalRedis other = LocalRedis.shared("other");

    empty.close();

    assertThat(other.port()).isNotEqualTo(empty.port());
    try (LocalRedis anew = LocalRedis.shared("")) {
      assertThat(anew).isNotSameAs(empty);
      assertThat(RawRedis.ask(anew.port(), "PING")).isEqualTo("PONG");
    }
    other.close();
  }

  @Test
  void a_restart_keeps_the_port_and_forgets_the_data() {
    try (LocalRedis redis = LocalRedis.start()) {
      int port = redis.port();
      long pid = redis.pid();
      RawRedis.ask(port, "SET", "key", "value");

      redis.stop();
      assertThat(redis.isRunning()).isFalse();
      redis.restart();

      assertThat(redis.port()).isEqualTo(port);
      assertThat(redis.pid()).isNotEqualTo(pid);
      assertThat(RawRedis.ask(port, "EXISTS", "key")).isEqualTo("0");
    }
  }

  @Test
  void a_restart_keeps_the_data_when_told_to() {
    try (LocalRedis redis = LocalRedis.builder().arguments("--appendonly", "yes").start()) {
      RawRedis.ask(redis.port(), "SET", "key", "value");

      redis.restart();

      assertThat(RawRedis.ask(redis.port(), "GET", "key")).isEqualTo("value");
    }
  }

  @Test
  @Timeout(15)
  void a_restart_waits_for_a_server_that_writes_its_first_append_only_file() {
    try (LocalRedis redis = LocalRedis.builder().arguments("--appendonly", "yes").start()) {
      int port = redis.port();
      for (int n = 0; n < 30; n++) {
        RawRedis.ask(port, "SET", "key" + n, "value");
      }
      RawRedis.ask(port, "CONFIG", "SET", "appendonly", "no");
      RawRedis.ask(port, "CONFIG", "SET", "rdb-key-save-delay", "50000"); // µs: 1.5 s for all
      RawRedis.ask(port, "CONFIG", "SET", "appendonly", "yes");

      redis.restart();

      assertThat(RawRedis.ask(port, "EXISTS", "key1")).isEqualTo("1");
    }
  }

  @Test
  void a_paused_server_does_not_answer_until_it_is_resumed() throws IOException {
    try (LocalRedis redis = LocalRedis.start();
        Socket socket = new Socket("127.0.0.1", redis.port())) {
      socket.setSoTimeout(100);
      redis.pause();
      assertThat(redis.isRunning()).isTrue();
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);

      redis.resume();

      socket.setSoTimeout(5_000);
      assertThat(socket.getInputStream().read()).isEqualTo('+');
    }
  }

  @Test
  void closing_kills_even_a_paused_server_and_removes_its_files() {
    LocalRedis redis = LocalRedis.builder().unixSocket(true).start();
    assertThat(Path.of(redis.unixUrl().substring("unix://".length()))).exists();
    redis.pause();

    redis.close();
    redis.close();

    assertThat(ProcessHandle.of(redis.pid())).isEmpty();
    assertThat(redis.folder()).doesNotExist();
    assertThatThrownBy(redis::restart).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void options_that_would_hide_the_server_are_refused() {
    assertThatThrownBy(() -> LocalRedis.builder().arguments("--port", "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--port");
  }

  private static Path script(Path folder, String line) throws IOException {
    Path file = Files.writeString(folder.resolve("redis-server"), "#!/bin/sh\n" + line + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
