package dev.docket.junit;

/** Where the Redis of a test comes from. */
public enum RedisMode {
  /** The first of these that works: URL, a server on the PATH, EMBEDDED. */
  AUTO,
  /** A container. Not available in this version: it fails with a message that names the others. */
  TESTCONTAINERS,
  /** The real redis-server that comes in a Maven artifact. */
  EMBEDDED,
  /**
   * The URL in the system property {@code docket.test.url} or the variable {@code DOCKET_TEST_URL}.
   */
  URL
}
