package dev.docket.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of a Docker engine before Testcontainers is; the engines are stand-ins. */
class DockerProbeTest {

  private static final Map<String, String> ALL_WELL =
      Map.of("/_ping", "OK", "/images/redis:7.0/json", "{}", "filters", "[{\"Id\":\"1\"}]");

  @TempDir Path folder;
  private final Map<String, String> env = new HashMap<>();

  @BeforeEach
  void setDockerHost() {
    env.put("DOCKER_HOST", "unix://" + socket());
  }

  private Path socket() {
    return folder.resolve("docker.sock");
  }

  private Optional<String> obstacle() {
    return new DockerProbe(env, folder).obstacle("redis:7.0");
  }

  @Test
  void a_socket_that_is_not_there_is_noticed_at_once() {
    long start = System.nanoTime();

    Optional<String> obstacle = obstacle();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    assertThat(obstacle)
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .contains("no Docker engine answers", socket().toString(), "No such"));
  }

  @Test
  void a_socket_that_nobody_listens_on_is_noticed_at_once() throws IOException {
    try (ServerSocketChannel gone = listen()) {
      assertThat(gone.isOpen()).isTrue();
    }
    assertThat(socket()).exists();

    assertThat(obstacle()).hasValueSatisfying(why -> assertThat(why).contains("refused"));
  }

  @Test
  void an_engine_that_does_not_answer_costs_three_seconds() throws IOException {
    try (ServerSocketChannel silent = listen()) {
      long start = System.nanoTime();

      assertThat(obstacle())
          .hasValueSatisfying(why -> assertThat(why).contains("no answer within 3000 ms"));

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      assertThat(silent.isOpen()).isTrue();
    }
  }

  @Test
  void a_host_that_cannot_be_asked_is_named() {
    env.put("DOCKER_HOST", "ssh://somewhere");

    assertThat(obstacle())
        .hasValueSatisfying(
            why -> assertThat(why).contains("ssh://somewhere: only unix:// and tcp://"));
  }

  @Test
  void a_tcp_port_that_nobody_listens_on_is_noticed_at_once() {
    env.put("DOCKER_HOST", "tcp://127.0.0.1:1");

    assertThat(obstacle())
        .hasValueSatisfying(why -> assertThat(why).contains("tcp://127.0.0.1:1", "refused"));
  }

  @Test
  void a_rootless_engine_is_found() throws IOException {
    env.remove("DOCKER_HOST");
    env.put("XDG_RUNTIME_DIR", folder.toString());
    try (ServerSocketChannel engine = engine(ALL_WELL)) {
      assertThat(obstacle()).isEmpty();
      assertThat(engine.isOpen()).isTrue();
    }
  }

  @Test
  void an_engine_with_the_images_is_no_obstacle() throws IOException {
    try (ServerSocketChannel engine = engine(ALL_WELL)) {
      assertThat(obstacle()).isEmpty();
      assertThat(engine.isOpen()).isTrue();
    }
  }

  @Test
  void an_image_that_is_absent_and_cannot_be_pulled_is_named() throws IOException {
    Map<String, String> absent = new HashMap<>(ALL_WELL);
    absent.remove("/images/redis:7.0/json");
    try (ServerSocketChannel engine = engine(absent)) {
      assertThat(obstacle())
          .hasValueSatisfying(
              why ->
                  assertThat(why)
                      .contains("the image redis:7.0 is not there and cannot be pulled: no such"));
      assertThat(engine.isOpen()).isTrue();
    }
  }

  @Test
  void an_image_that_can_be_pulled_is_no_obstacle() throws IOException {
    Map<String, String> pullable = new HashMap<>(ALL_WELL);
    pullable.remove("/images/redis:7.0/json");
    pullable.put("/distribution/redis:7.0/json", "{}");
    try (ServerSocketChannel engine = engine(pullable)) {
      assertThat(obstacle()).isEmpty();
      assertThat(engine.isOpen()).isTrue();
    }
  }

  @Test
  void the_image_of_ryuk_is_needed_unless_it_is_disabled() throws IOException {
    Map<String, String> withoutRyuk = new HashMap<>(ALL_WELL);
    withoutRyuk.put("filters", "[]");
    try (ServerSocketChannel engine = engine(withoutRyuk)) {
      assertThat(obstacle())
          .hasValueSatisfying(why -> assertThat(why).contains("TESTCONTAINERS_RYUK_DISABLED=true"));

      env.put("TESTCONTAINERS_RYUK_DISABLED", "true");
      assertThat(obstacle()).isEmpty();
      assertThat(engine.isOpen()).isTrue();
    }
  }

  @Test
  void in_a_container_the_address_of_the_host_must_be_known() throws IOException {
    Files.createFile(folder.resolve(".dockerenv"));
    Map<String, String> known = new HashMap<>(ALL_WELL);
    known.put("/networks/bridge", "{\"IPAM\":{\"Config\":[{\"Gateway\":\"172.17.0.1\"}]}}");
    try (ServerSocketChannel engine = engine(known)) {
      assertThat(obstacle()).isEmpty();
      assertThat(engine.isOpen()).isTrue();
    }
    Files.delete(socket());
    try (ServerSocketChannel engine = engine(ALL_WELL)) {
      assertThat(obstacle())
          .hasValueSatisfying(why -> assertThat(why).contains("TESTCONTAINERS_HOST_OVERRIDE"));

      env.put("TESTCONTAINERS_HOST_OVERRIDE", "localhost");
      assertThat(obstacle()).isEmpty();
      assertThat(engine.isOpen()).isTrue();
    }
  }

  private ServerSocketChannel listen() throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    return channel.bind(UnixDomainSocketAddress.of(socket()));
  }

  /** Answers what it knows, by path (or by a part of it), and everything else with 404. */
  private ServerSocketChannel engine(Map<String, String> known) throws IOException {
    ServerSocketChannel channel = listen();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (channel.isOpen()) {
                try (SocketChannel client = channel.accept()) {
                  ByteBuffer request = ByteBuffer.allocate(2000);
                  client.read(request);
                  String path =
                      new String(request.array(), StandardCharsets.US_ASCII).split(" ")[1];
                  client.write(
                      ByteBuffer.wrap(answer(path, known).getBytes(StandardCharsets.UTF_8)));
                } catch (IOException closed) {
                  // The test is over.
                }
              }
            });
    return channel;
  }

  private static String answer(String path, Map<String, String> known) {
    return known.entrySet().stream()
        .filter(entry -> path.contains(entry.getKey()))
        .findFirst()
        .map(entry -> "HTTP/1.0 200 OK\r\n\r\n" + entry.getValue())
        .orElse("HTTP/1.0 404 Not Found\r\n\r\n{\"message\":\"no such thing\"}");
  }
}
