package dev.docket.junit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out in milliseconds whether a container can be started. Testcontainers itself may take two
 * minutes to say no: for an engine that does not answer, for an image that cannot be pulled, and
 * inside a container for the address of its host.
 */
final class DockerProbe {

  /**
   * An engine on a busy machine may need more than a second; where there is none, none is spent.
   */
  private static final Duration PING = Duration.ofSeconds(3);

  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration REGISTRY = Duration.ofSeconds(5);
  private static final String RYUK = "testcontainers/ryuk";

  private final Map<String, String> env;
  private final Path root;

  /**
   * Probes from what a process sees.
   *
   * @param root the root folder, whose {@code .dockerenv} tells that this is a container
   */
  DockerProbe(Map<String, String> env, Path root) {
    this.env = env;
    this.root = root;
  }

  static DockerProbe ofThisProcess() {
    return new DockerProbe(System.getenv(), Path.of("/"));
  }

  /** Why no container of the image can be started, or empty when one can. */
  Optional<String> obstacle(String image) {
    List<String> silent = new ArrayList<>();
    for (String host : hosts()) {
      DockerEngine engine = new DockerEngine(host);
      DockerEngine.Answer answer = engine.get("/_ping", PING);
      if (answer.ok()) {
        return inside(engine).or(() -> image(engine, image)).or(() -> reaper(engine));
      }
      silent.add(host + ": " + (answer.status() == 0 ? answer.body() : answer.status()));
    }
    return Optional.of("no Docker engine answers (" + String.join("; ", silent) + ")");
  }

  /** Where engines listen, in the order in which Testcontainers looks for them. */
  private List<String> hosts() {
    String given = env.getOrDefault("DOCKER_HOST", "");
    if (!given.isEmpty()) {
      return List.of(given);
    }
    List<String> hosts = new ArrayList<>(List.of("unix:///var/run/docker.sock"));
    Path home = Path.of(System.getProperty("user.home", "/"));
    String runtime = env.getOrDefault("XDG_RUNTIME_DIR", "");
    List<Path> rootless = new ArrayList<>();
    if (!runtime.isEmpty()) {
      rootless.add(Path.of(runtime, "docker.sock"));
    }
    rootless.add(home.resolve(".docker/run/docker.sock"));
    rootless.add(home.resolve(".docker/desktop/docker.sock"));
    rootless.stream().filter(Files::exists).forEach(socket -> hosts.add("unix://" + socket));
    return hosts;
  }

  /** In a container, Testcontainers needs the address of the host, and may ask an image for it. */
  private Optional<String> inside(DockerEngine engine) {
    boolean contained = Files.exists(root.resolve(".dockerenv"));
    if (!contained
        || env.containsKey("TESTCONTAINERS_HOST_OVERRIDE")
        || engine.host().startsWith("tcp")
        || engine.get("/networks/bridge", LOOK).body().contains("\"Gateway\"")) {
      return Optional.empty();
    }
    return Optional.of(
        "this JVM runs in a container and the engine does not tell the address of its host;"
            + " set the variable TESTCONTAINERS_HOST_OVERRIDE, for example to localhost");
  }

  private Optional<String> image(DockerEngine engine, String image) {
    if (engine.get("/images/" + image + "/json", LOOK).ok()) {
      return Optional.empty();
    }
    return pull(engine, image)
        .map(why -> "the image " + image + " is not there and cannot be pulled: " + why);
  }

  /** Ryuk removes containers of dead JVMs, and Testcontainers does not start without it. */
  private Optional<String> reaper(DockerEngine engine) {
    if (Boolean.parseBoolean(env.get("TESTCONTAINERS_RYUK_DISABLED"))) {
      return Optional.empty();
    }
    String image = env.getOrDefault("TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX", "") + RYUK;
    String filter =
        URLEncoder.encode("{\"reference\":[\"" + image + "\"]}", StandardCharsets.UTF_8);
    DockerEngine.Answer found = engine.get("/images/json?filters=" + filter, LOOK);
    if (found.ok() && found.body().contains("\"Id\"")) {
      return Optional.empty();
    }
    return pull(engine, image)
        .map(
            why ->
                "the image %s of Testcontainers is not there and cannot be pulled: %s; with the"
                        .formatted(image, why)
                    + " variable TESTCONTAINERS_RYUK_DISABLED=true it is not needed: Docket's"
                    + " containers end with the JVM all the same");
  }

  /** Asks the registry, by way of the engine, whether there is such an image; pulls nothing. */
  private static Optional<String> pull(DockerEngine engine, String image) {
    DockerEngine.Answer answer = engine.get("/distribution/" + image + "/json", REGISTRY);
    if (answer.ok()) {
      return Optional.empty();
    }
    String why = answer.body().replaceAll("(?s).*\"message\":\"(.*)\"}.*", "$1").strip();
    return Optional.of(why.replace("\\\"", "\""));
  }
}
