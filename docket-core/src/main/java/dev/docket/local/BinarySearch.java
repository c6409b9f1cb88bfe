package dev.docket.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds a Redis server to run: an explicit path, PATH, the embedded binary, in this order. What the
 * caller names explicitly is never replaced by something else. Keeps notes of what did not work.
 */
final class BinarySearch {
  static final String SERVER_PROPERTY = "docket.redis.server";
  private static final List<String> NAMES = List.of("redis-server", "valkey-server");
  private static final List<String> USUAL_FOLDERS =
      List.of("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin");

  private final List<String> tried = new ArrayList<>();
  private final @Nullable Path executable;
  private final LocalRedis.Source source;

  BinarySearch(@Nullable Path executable, LocalRedis.Source source) {
    this.executable = executable;
    this.source = source;
  }

  RedisBinary find() {
    if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows")) {
      throw new LocalRedisException(
          "Docket starts no Redis server on Windows. Run one in Docker or WSL and use its URL, such"
              + " as redis://localhost:6379/0.");
    }
    Optional<RedisBinary> found =
        switch (source) {
          case AUTO -> isExplicit() ? explicit() : onPath().or(this::embedded);
          case PATH -> isExplicit() ? explicit() : onPath();
          case EMBEDDED -> embedded();
        };
    return found.orElseThrow(this::nothingFound);
  }

  private boolean isExplicit() {
    return executable != null || System.getProperty(SERVER_PROPERTY) != null;
  }

  private Optional<RedisBinary> explicit() {
    if (executable != null) {
      return probe(executable, "as given");
    }
    Path file = Path.of(System.getProperty(SERVER_PROPERTY, ""));
    return probe(file, "from the system property " + SERVER_PROPERTY);
  }

  private Optional<RedisBinary> onPath() {
    Set<String> folders = new LinkedHashSet<>();
    String path = System.getenv("PATH");
    if (path != null) {
      folders.addAll(List.of(path.split(File.pathSeparator)));
    }
    folders.addAll(USUAL_FOLDERS);
    for (String name : NAMES) {
      for (String folder : folders) {
        Path file = Path.of(folder, name);
        if (Files.isExecutable(file)) {
          Optional<RedisBinary> found = probe(file, "on PATH");
          if (found.isPresent()) {
            return found;
          }
        }
      }
      tried.add(name + " on PATH: none that works");
    }
    return Optional.empty();
  }

  private Optional<RedisBinary> embedded() {
    try {
      Path file = EmbeddedBinary.unpack();
      return probe(file, "embedded in org.signal:embedded-redis");
    } catch (IOException e) {
      tried.add("the binary embedded in org.signal:embedded-redis: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<RedisBinary> probe(Path file, String origin) {
    try {
      return Optional.of(RedisBinary.probe(file, origin));
    } catch (IOException e) {
      tried.add(file + " (" + origin + "): " + e.getMessage());
      return Optional.empty();
    }
  }

  private LocalRedisException nothingFound() {
    return new LocalRedisException(
        "No Redis server to run. Tried:\n  - "
            + String.join("\n  - ", tried)
            + "\nAny one of these mends it:\n  - install Redis 6.2 or newer, or Valkey (apt-get"
            + " install redis-server, brew install redis)\n  - add org.signal:embedded-redis:0.9.1"
            + " to the class path (Linux and macOS)\n  - name an executable by -D"
            + SERVER_PROPERTY
            + "=/path/to/redis-server\n  - use the URL of a server that runs already, such as"
            + " redis://localhost:6379/0");
  }
}
