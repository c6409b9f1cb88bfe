package dev.docket.junit;

import dev.docket.Docket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Redis of tests: of all in this JVM that ask for the same, or of one test alone.
 *
 * @param why why it was taken, for people
 * @param proxy in front of a single server of a test's own
 * @param anchor keeps the link to a shared one open, so that each test's docket shares connections
 */
record RedisSource(
    RedisServer server,
    String url,
    String version,
    String why,
    boolean own,
    @Nullable RedisProxy proxy,
    @Nullable Docket anchor)
    implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DocketExtension.class);

  /** Starts or connects to the one that many tests share. */
  static RedisSource shared(RedisRequest request) {
    RedisSearch.Found found = new RedisSearch(request, false).find();
    RedisServer server = found.server();
    try {
      Docket anchor = Docket.connect(server.url(), "docket-junit");
      return new RedisSource(
              server, server.url(), anchor.redisVersion(), found.why(), false, null, anchor)
          .announced("Tests use");
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Starts one for a single test. */
  static RedisSource own(RedisRequest request) {
    RedisSearch.Found found = new RedisSearch(request, true).find();
    RedisServer server = found.server();
    RedisProxy proxy = null;
    try {
      proxy = request.topology() == Topology.STANDALONE ? RedisProxy.to(server.url()) : null;
      String url = proxy == null ? server.url() : proxy.url();
      return new RedisSource(server, url, version(server.url()), found.why(), true, proxy, null)
          .announced("A test has its own");
    } catch (RuntimeException e) {
      if (proxy != null) {
        proxy.close();
      }
      server.close();
      throw e;
    }
  }

  private static String version(String url) {
    try (Docket docket = Docket.connect(url, "docket-junit")) {
      return docket.redisVersion();
    }
  }

  private RedisSource announced(String who) {
    LOG.info("{} {}: {}", who, description(), why);
    return this;
  }

  /** What it is and where, for people. */
  String description() {
    return "Redis %s at %s (%s)".formatted(version, shown(), server.origin());
  }

  /** The URL without credentials. */
  private String shown() {
    return url.replaceFirst("//[^@/]*@", "//***@");
  }

  @Override
  public void close() {
    try {
      if (anchor != null) {
        anchor.close();
      }
      if (proxy != null) {
        proxy.close();
      }
    } finally {
      server.close();
    }
  }
}
