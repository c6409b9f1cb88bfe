package dev.docket.junit;

import dev.docket.local.LocalRedis;
import dev.docket.local.LocalRedisException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds a Redis as requested: the first source that works, with notes of those that did not. */
final class RedisSearch {

  private static final Logger LOG = LoggerFactory.getLogger(DocketExtension.class);
  private static final List<RedisMode> ORDER =
      List.of(RedisMode.URL, RedisMode.TESTCONTAINERS, RedisMode.PATH, RedisMode.EMBEDDED);
  private static final String CONTAINERS = "org.testcontainers.containers.GenericContainer";

  private final RedisRequest request;
  private final boolean own;
  private final List<String> tried = new ArrayList<>();

  /** A server that works, and why it was taken. */
  record Found(RedisServer server, String why) {}

  RedisSearch(RedisRequest request, boolean own) {
    this.request = request.resolved();
    this.own = own;
  }

  /**
   * Starts it, or names the one that runs.
   *
   * @throws ExtensionConfigurationException when none works; it says what was tried and why not
   */
  Found find() {
    RedisMode mode = request.mode();
    for (RedisMode candidate : mode == RedisMode.AUTO ? ORDER : List.of(mode)) {
      Optional<RedisServer> server = attempt(candidate);
      if (server.isPresent()) {
        warnOfImage(candidate);
        return new Found(server.get(), why(mode, candidate));
      }
    }
    throw new ExtensionConfigurationException(
        "No Redis for the tests (redis = %s, topology = %s). Tried:\n  - %s\n%s"
            .formatted(mode, request.topology(), String.join("\n  - ", tried), remedies()));
  }

  private String why(RedisMode mode, RedisMode taken) {
    if (mode != RedisMode.AUTO) {
      return "redis = " + mode + " asks for it";
    }
    return tried.isEmpty()
        ? taken + " comes first"
        : "the first source that works; before it " + String.join(", and ", tried);
  }

  /** An image was asked for by name, and there are no containers. */
  private void warnOfImage(RedisMode taken) {
    if (!request.image().isEmpty() && taken != RedisMode.TESTCONTAINERS) {
      LOG.warn(
          "image = \"{}\" has no effect: tests use {} instead, because {}",
          request.image(),
          taken,
          String.join(", and ", tried));
    }
  }

  private static String remedies() {
    return """
    Any one of these mends it:
      - set -Ddocket.test.url or DOCKET_TEST_URL to the URL of a Redis that runs
      - run Docker, with org.testcontainers:testcontainers on the class path
      - install redis-server or valkey-server, 6.2 or newer
      - put org.signal:embedded-redis on the class path (Linux and macOS)\
    """;
  }

  private Optional<RedisServer> attempt(RedisMode candidate) {
    try {
      return switch (candidate) {
        case AUTO -> Optional.empty();
        case URL -> given();
        case TESTCONTAINERS -> container();
        case PATH -> local(LocalRedis.Source.PATH);
        case EMBEDDED -> local(LocalRedis.Source.EMBEDDED);
      };
    } catch (LocalRedisException e) {
      // Its own list of what it tried, without its remedies: ours come below.
      note(candidate, String.valueOf(e.getMessage()).replaceFirst("(?s)\nAny one of these.*", ""));
    } catch (RuntimeException | LinkageError e) {
      LOG.debug("No Redis by {}", candidate, e);
      note(candidate, withRoot(e));
    }
    return Optional.empty();
  }

  /** Testcontainers wraps what happened several times. */
  private static String withRoot(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return error.getCause() == null ? error.toString() : "%s, because of %s".formatted(error, root);
  }

  private void note(RedisMode candidate, String why) {
    String flat = why.replace("No Redis server to run. Tried:", "").replaceAll("\\s+", " ");
    tried.add(candidate + ": " + flat.strip().replaceFirst("^- ", ""));
  }

  private Optional<RedisServer> given() {
    String url = Setting.of("docket.test.url");
    if (url.isEmpty()) {
      note(RedisMode.URL, "neither docket.test.url nor DOCKET_TEST_URL is set");
    } else if (own) {
      note(RedisMode.URL, "a given Redis is no test's own, so it cannot be disturbed");
    } else if (!fits(url)) {
      note(RedisMode.URL, "the URL that is set does not name a " + request.topology());
    } else {
      return Optional.of(new RedisServer.Given(url));
    }
    return Optional.empty();
  }

  /** Whoever sets the URL of a cluster wants all tests to run there; the reverse does not hold. */
  private boolean fits(String url) {
    return switch (request.topology()) {
      case STANDALONE -> true;
      case CLUSTER, SENTINEL ->
          url.substring(0, Math.max(0, url.indexOf(':')))
              .endsWith(request.topology().name().toLowerCase(Locale.ROOT));
    };
  }

  private Optional<RedisServer> container() {
    Optional<String> obstacle =
        isPresent(CONTAINERS)
            ? DockerProbe.ofThisProcess().obstacle(request.imageOrDefault())
            : Optional.of("org.testcontainers:testcontainers is not on the class path");
    if (obstacle.isPresent()) {
      note(RedisMode.TESTCONTAINERS, obstacle.get());
      return Optional.empty();
    }
    return Optional.of(ContainerServer.start(request.imageOrDefault(), request.topology(), own));
  }

  private Optional<RedisServer> local(LocalRedis.Source source) {
    return Optional.of(LocalServer.start(source, request.topology(), own));
  }

  private static boolean isPresent(String type) {
    try {
      Class.forName(type, false, RedisSearch.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
