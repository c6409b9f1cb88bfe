package dev.docket.junit;

/**
 * Where the Redis of a test comes from. {@code -Ddocket.test.redis=path}, or the variable {@code
 * DOCKET_TEST_REDIS}, makes every {@link #AUTO} of a JVM mean another one.
 */
public enum RedisMode {
  /** The first of these that works, in this order: URL, TESTCONTAINERS, PATH, EMBEDDED. */
  AUTO,
  /**
   * The URL in the system property {@code docket.test.url} or the variable {@code DOCKET_TEST_URL}.
   */
  URL,
  /** A container; needs Docker, and {@code org.testcontainers:testcontainers} on the class path. */
  TESTCONTAINERS,
  /** The {@code redis-server} or {@code valkey-server} on the PATH. */
  PATH,
  /** The real redis-server that comes in a Maven artifact. */
  EMBEDDED
}
