package dev.docket.junit;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Where Testcontainers looks for a Docker engine.
 *
 * @param env the variables of the process
 * @param root the root folder
 * @param home the user's
 */
record DockerHosts(Map<String, String> env, Path root, Path home) {

  /** That of Windows, whose name is no path elsewhere. */
  private static final File PIPE = new File("\\\\.\\pipe\\docker_engine");

  /**
   * The one host that is asked for, if one is: by tc.host in ~/.testcontainers.properties, the
   * variable DOCKER_HOST, or docker.host in that file, as Testcontainers ranks them.
   */
  Optional<String> given() {
    Properties properties = properties();
    return Stream.of(
            properties.getProperty("tc.host", ""),
            env.getOrDefault("DOCKER_HOST", ""),
            properties.getProperty("docker.host", ""))
        .map(String::strip)
        .filter(host -> !host.isEmpty())
        .findFirst();
  }

  /** Whether only Testcontainers, which has the keys, can speak with it. */
  boolean speakTls() {
    String verify =
        env.getOrDefault(
            "DOCKER_TLS_VERIFY", properties().getProperty("docker.tls.verify", "").strip());
    return given().filter(host -> host.startsWith("tcp")).isPresent()
        && List.of("1", "true").contains(verify);
  }

  /** In the order in which Testcontainers looks. */
  List<String> all() {
    Optional<String> given = given();
    if (given.isPresent()) {
      return List.of(given.get());
    }
    List<String> hosts = new ArrayList<>();
    hosts.add("unix://" + root.resolve("var/run/docker.sock"));
    List<Path> others = new ArrayList<>();
    runtimes().forEach(folder -> others.add(folder.resolve("docker.sock")));
    others.add(home.resolve(".docker/run/docker.sock"));
    others.add(home.resolve(".docker/desktop/docker.sock"));
    others.stream()
        .distinct()
        .filter(Files::exists)
        .forEach(socket -> hosts.add("unix://" + socket));
    if (PIPE.exists()) {
      hosts.add("npipe:////./pipe/docker_engine");
    }
    return hosts;
  }

  /** Testcontainers does not look for Podman by itself; who has it may not know. */
  Optional<String> podman() {
    List<Path> sockets = new ArrayList<>();
    runtimes().forEach(folder -> sockets.add(folder.resolve("podman/podman.sock")));
    sockets.add(root.resolve("run/podman/podman.sock"));
    return sockets.stream().filter(Files::exists).map(socket -> "unix://" + socket).findFirst();
  }

  /** The second is where systemd makes it, for a process that was not told of the first. */
  private List<Path> runtimes() {
    List<Path> folders = new ArrayList<>();
    String told = env.getOrDefault("XDG_RUNTIME_DIR", "");
    if (!told.isEmpty()) {
      folders.add(Path.of(told));
    }
    try {
      folders.add(root.resolve("run/user/" + Files.getAttribute(home, "unix:uid")));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      // Not on Windows.
    }
    return folders;
  }

  private Properties properties() {
    Properties properties = new Properties();
    Path file = home.resolve(".testcontainers.properties");
    if (Files.isReadable(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        // Testcontainers will say what is wrong with it.
      }
    }
    return properties;
  }
}
