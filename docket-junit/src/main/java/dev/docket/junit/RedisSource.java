package dev.docket.junit;

import dev.docket.Docket;
import dev.docket.local.LocalRedis;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Redis of one JVM.
 *
 * @param anchor keeps the link open, so that the docket of each test shares its connections
 */
record RedisSource(String url, String description, @Nullable LocalRedis server, Docket anchor)
    implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DocketExtension.class);

  static RedisSource open(RedisMode mode) {
    RedisSource source =
        switch (mode) {
          case URL -> given();
          case EMBEDDED -> local(LocalRedis.Source.EMBEDDED);
          case AUTO -> givenUrl() == null ? local(LocalRedis.Source.AUTO) : given();
          case TESTCONTAINERS ->
              throw new IllegalStateException(
                  "redis = TESTCONTAINERS is not available in this version; use AUTO, EMBEDDED or URL");
        };
    LOG.info("Tests use {}", source.description());
    return source;
  }

  private static RedisSource given() {
    String url = givenUrl();
    if (url == null) {
      throw new IllegalStateException(
          "redis = URL needs the system property docket.test.url or the variable DOCKET_TEST_URL");
    }
    return new RedisSource(url, "the Redis at " + url, null, Docket.connect(url, "docket-junit"));
  }

  private static RedisSource local(LocalRedis.Source source) {
    LocalRedis server = LocalRedis.builder().source(source).start();
    return new RedisSource(
        server.url(), server.source(), server, Docket.connect(server.url(), "docket-junit"));
  }

  private static @Nullable String givenUrl() {
    String property = System.getProperty("docket.test.url");
    return property == null ? System.getenv("DOCKET_TEST_URL") : property;
  }

  @Override
  public void close() {
    anchor.close();
    if (server != null) {
      server.close();
    }
  }
}
