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
import java.util.function.UnaryOperator;

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

  /** Spent only on an engine that has answered a ping. */
  private static final Duration LOOK = Duration.ofSeconds(15);

  private static final Duration REGISTRY = Duration.ofSeconds(5);
  private static final String RYUK = "testcontainers/ryuk";

  private final Map<String, String> env;
  private final Path root;
  private final UnaryOperator<String> mirror;
  private final DockerHosts hosts;

  /**
   * Probes from what a process sees.
   *
   * @param root the root folder, whose {@code .dockerenv} tells that this is a container
   * @param home the user's home folder
   * @param mirror the name under which Testcontainers pulls an image
   */
  DockerProbe(Map<String, String> env, Path root, Path home, UnaryOperator<String> mirror) {
    this.env = env;
    this.root = root;
    this.mirror = mirror;
    this.hosts = new DockerHosts(env, root, home);
  }

  /** Needs Testcontainers on the class path. */
  static DockerProbe ofThisProcess() {
    return new DockerProbe(
        System.getenv(),
        Path.of("/"),
        Path.of(System.getProperty("user.home", "/")),
        ContainerServer::pulledAs);
  }

  /** Why no container of the image can be started, or empty when one can. */
  Optional<String> obstacle(String image) {
    if (hosts.speakTls()) {
      return Optional.empty(); // a host that is named is there
    }
    List<String> silent = new ArrayList<>();
    for (String host : hosts.all()) {
      if (host.startsWith("npipe:")) {
        return Optional.empty(); // a pipe that is there has an engine behind it
      }
      DockerEngine engine = new DockerEngine(host);
      DockerEngine.Answer answer = engine.get("/_ping", PING);
      if (answer.ok()) {
        return inside(engine).or(() -> image(engine, mirror.apply(image))).or(() -> reaper(engine));
      }
      silent.add(host + ": " + (answer.silent() ? answer.body() : answer.status()));
    }
    return Optional.of("no Docker engine answers (" + String.join("; ", silent) + ")" + podman());
  }

  private String podman() {
    return hosts
        .podman()
        .filter(socket -> hosts.given().isEmpty())
        .map(socket -> "; Podman is there: set the variable DOCKER_HOST=" + socket + " to use it")
        .orElse("");
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
    DockerEngine.Answer found = engine.get("/images/" + image + "/json", LOOK);
    if (found.ok()) {
      return Optional.empty();
    }
    if (found.silent()) {
      return Optional.of(engine.silence("whether the image " + image + " is there", found));
    }
    return pull(engine, image)
        .map(why -> "the image " + image + " is not there and cannot be pulled: " + why);
  }

  /** Ryuk removes containers of dead JVMs, and Testcontainers does not start without it. */
  private Optional<String> reaper(DockerEngine engine) {
    if (Boolean.parseBoolean(env.get("TESTCONTAINERS_RYUK_DISABLED"))) {
      return Optional.empty();
    }
    String image = mirror.apply(RYUK);
    String filter =
        URLEncoder.encode("{\"reference\":[\"" + image + "\"]}", StandardCharsets.UTF_8);
    DockerEngine.Answer found = engine.get("/images/json?filters=" + filter, LOOK);
    if (found.ok() && found.body().contains("\"Id\"")) {
      return Optional.empty();
    }
    if (found.silent()) {
      return Optional.of(engine.silence("whether the image " + image + " is there", found));
    }
    return pull(engine, image)
        .map(
            why ->
                "the image %s of Testcontainers is not there and cannot be pulled: %s; with the"
                        .formatted(image, why)
                    + " variable TESTCONTAINERS_RYUK_DISABLED=true it is not needed: Docket's"
                    + " containers end with the JVM all the same");
  }

  /**
   * Asks the registry, by way of the engine, whether it answers; pulls nothing. Whether there is
   * such an image, and whether it may be had with the user's credentials, Testcontainers finds out
   * at once; but for a registry that it cannot reach it tries two minutes long.
   */
  private static Optional<String> pull(DockerEngine engine, String image) {
    DockerEngine.Answer answer = engine.get("/distribution/" + image + "/json", REGISTRY);
    if (!answer.silent() && answer.status() < 500) {
      return Optional.empty();
    }
    String why = answer.body().replaceAll("(?s).*\"message\":\"(.*)\"}.*", "$1").strip();
    return Optional.of(why.replace("\\\"", "\""));
  }
}
