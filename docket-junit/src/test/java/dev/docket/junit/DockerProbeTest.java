package dev.docket.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of a Docker engine before Testcontainers is; the engines are stand-ins. */
class DockerProbeTest {

  private static final Map<String, String> ALL_WELL =
      Map.of("/_ping", "OK", "/images/redis:7.0/json", "{}", "filters", "[{\"Id\":\"1\"}]");

  @TempDir Path folder;
  private final Map<String, String> env = new HashMap<>();
  private UnaryOperator<String> mirror = UnaryOperator.identity();

  @BeforeEach
  void setDockerHost() {
    env.put("DOCKER_HOST", "unix://" + socket());
  }

  private Path socket() {
    return folder.resolve("docker.sock");
  }

  private Optional<String> obstacle() {
    return new DockerProbe(env, folder, folder, mirror).obstacle("redis:7.0");
  }

  @Test
  void a_socket_that_is_not_there_is_noticed_at_once() {
    assertThat(obstacle())
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
            why -> assertThat(why).contains("ssh://somewhere: Testcontainers can use unix://"));
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
  void an_engine_is_found_where_systemd_puts_it() throws IOException {
    env.remove("DOCKER_HOST");
    Path run = folder.resolve("run/user/" + Files.getAttribute(folder, "unix:uid"));
    Files.createDirectories(run);
    try (ServerSocketChannel engine = engine(ALL_WELL)) {
      Files.createSymbolicLink(run.resolve("docker.sock"), socket());
      assertThat(obstacle()).isEmpty();
      assertThat(engine.isOpen()).isTrue();
    }
  }

  @Test
  void a_host_in_the_properties_of_testcontainers_is_asked() throws IOException {
    env.remove("DOCKER_HOST");
    Path properties = folder.resolve(".testcontainers.properties");
    try (ServerSocketChannel engine = engine(ALL_WELL)) {
      Files.writeString(properties, "docker.host = unix\\://" + socket() + "\n");
      assertThat(obstacle()).isEmpty();

      env.put("DOCKER_HOST", "tcp://127.0.0.1:1");
      assertThat(obstacle()).isPresent();

      Files.writeString(properties, "tc.host=unix://" + socket() + "\n");
      assertThat(obstacle()).isEmpty();

      Files.writeString(properties, "docker.host=tcp://127.0.0.1:1\ndocker.tls.verify=1\n");
      env.remove("DOCKER_HOST");
      assertThat(obstacle()).isEmpty();
      assertThat(engine.isOpen()).isTrue();
    }
  }

  @Test
  void a_pipe_of_windows_is_left_to_testcontainers() {
    env.put("DOCKER_HOST", "npipe:////./pipe/docker_engine");

    assertThat(obstacle()).isEmpty();
  }

  @Test
  void podman_is_pointed_out_to_who_has_nothing_else() throws IOException {
    env.remove("DOCKER_HOST");
    env.put("XDG_RUNTIME_DIR", folder.toString());
    Path socket = Files.createDirectories(folder.resolve("podman")).resolve("podman.sock");
    Files.createFile(socket);

    assertThat(obstacle())
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .endsWith(
                        "; Podman is there: set the variable DOCKER_HOST=unix://%s to use it"
                            .formatted(socket)));
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
    absent.put("/distribution/redis:7.0/json", "500 {\"message\":\"dial tcp: no such host\"}");
    try (ServerSocketChannel engine = engine(absent)) {
      assertThat(obstacle())
          .hasValueSatisfying(
              why ->
                  assertThat(why)
                      .contains(
                          "the image redis:7.0 is not there and cannot be pulled: dial tcp: no such host"));
      assertThat(engine.isOpen()).isTrue();
    }
  }

  @Test
  void an_engine_that_does_not_say_whether_it_has_an_image_is_not_taken_for_one_without()
      throws IOException {
    Map<String, String> mute = new HashMap<>(ALL_WELL);
    mute.put("/images/redis:7.0/json", StandInEngine.NOTHING);
    mute.put("/distribution/redis:7.0/json", "500 {\"message\":\"no such host\"}");
    try (ServerSocketChannel engine = engine(mute)) {
      assertThat(obstacle())
          .hasValueSatisfying(
              why ->
                  assertThat(why)
                      .contains(
                          "%s answers a ping, and does not say whether the image redis:7.0 is there"
                              .formatted(socket()))
                      .doesNotContain("is not there"));
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
  void an_image_that_needs_credentials_is_left_to_testcontainers() throws IOException {
    Map<String, String> guarded = new HashMap<>(ALL_WELL);
    guarded.remove("/images/redis:7.0/json");
    guarded.put("/distribution/redis:7.0/json", "401 {\"message\":\"unauthorized\"}");
    try (ServerSocketChannel engine = engine(guarded)) {
      assertThat(obstacle()).isEmpty();
      assertThat(engine.isOpen()).isTrue();
    }
  }

  @Test
  void an_image_is_looked_for_where_testcontainers_pulls_it() throws IOException {
    mirror = image -> "mirror.acme.com/" + image;
    Map<String, String> mirrored = new HashMap<>(ALL_WELL);
    mirrored.remove("/images/redis:7.0/json");
    mirrored.put("/images/mirror.acme.com/redis:7.0/json", "{}");
    try (ServerSocketChannel engine = engine(mirrored)) {
      assertThat(obstacle()).isEmpty();
      assertThat(engine.isOpen()).isTrue();
    }
  }

  @Test
  void an_engine_that_is_named_and_speaks_tls_is_left_to_testcontainers() {
    env.put("DOCKER_HOST", "tcp://127.0.0.1:1");
    env.put("DOCKER_TLS_VERIFY", "1");

    assertThat(obstacle()).isEmpty();
  }

  @Test
  void the_image_of_ryuk_is_needed_unless_it_is_disabled() throws IOException {
    Map<String, String> withoutRyuk = new HashMap<>(ALL_WELL);
    withoutRyuk.put("filters", "[]");
    withoutRyuk.put("/distribution/testcontainers/ryuk/json", "500 {}");
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
    return StandInEngine.listen(socket());
  }

  private ServerSocketChannel engine(Map<String, String> known) throws IOException {
    return StandInEngine.start(socket(), known);
  }
}
