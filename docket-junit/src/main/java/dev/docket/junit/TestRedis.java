package dev.docket.junit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Redis that a test runs on: what it is, and faults of it. A fault would disturb the other
 * tests of the JVM, so it needs a Redis of the test's own: {@code @DocketTest(ownRedis = true)};
 * without it each fault throws {@code IllegalStateException}. All methods may be called by any
 * thread.
 */
public final class TestRedis {

  private static final Logger LOG = LoggerFactory.getLogger(TestRedis.class);

  private final RedisSource source;

  TestRedis(RedisSource source) {
    this.source = source;
  }

  /**
   * Returns the URL, for a docket that the test builds itself.
   *
   * @return a URL that {@code Docket.connect} takes
   */
  public String url() {
    return source.url();
  }

  /**
   * Returns the version of the server.
   *
   * @return such as {@code 7.0.15}, or {@code valkey 8.0.1}
   */
  public String version() {
    return source.version();
  }

  /**
   * Says where it comes from, and why from there.
   *
   * @return text for people
   */
  public String source() {
    return source.server().origin() + "; " + source.why();
  }

  /**
   * Tells whether this test alone uses it, so that it may be disturbed.
   *
   * @return whether {@code ownRedis} was asked for
   */
  public boolean isOwn() {
    return source.own();
  }

  /**
   * Ends all its servers in order and starts them again with their data. Connections are lost.
   * Returns when it accepts connections again.
   *
   * @throws IllegalStateException when other tests share it
   */
  public void restart() {
    requireOwn("restart()");
    source.server().restart(true);
  }

  /**
   * Restarts it like {@link #restart}, but everything that it held is gone, as with a server that
   * keeps nothing on disk.
   *
   * @throws IllegalStateException when other tests share it
   */
  public void restartEmpty() {
    requireOwn("restartEmpty()");
    source.server().restart(false);
  }

  /**
   * Makes it stop answering for a while; connections stay open. Returns at once.
   *
   * @param duration how long
   * @return completes when it answers again
   * @throws IllegalStateException when other tests share it
   */
  public CompletableFuture<Void> pause(Duration duration) {
    requireOwn("pause(Duration)");
    source.server().pause();
    // Handlers may keep the common pool busy.
    return CompletableFuture.runAsync(
        this::resume,
        CompletableFuture.delayedExecutor(
            duration.toNanos(), TimeUnit.NANOSECONDS, TestRedis::start));
  }

  private static void start(Runnable action) {
    Thread.ofPlatform().daemon().name("docket-test-resume").start(action);
  }

  private void resume() {
    try {
      source.server().resume();
    } catch (RuntimeException e) {
      LOG.debug("Nothing to resume: the Redis is gone", e);
    }
  }

  /**
   * Makes each answer arrive so much later, for open connections too, from now on.
   *
   * @param latency how much; {@code ZERO} ends it
   * @throws IllegalStateException when other tests share it, or when it is not {@link
   *     Topology#STANDALONE}
   */
  public void latency(Duration latency) {
    proxy("latency(Duration)").latency(latency);
  }

  /**
   * Cuts all connections to it at once. New ones are let through.
   *
   * @throws IllegalStateException when other tests share it, or when it is not {@link
   *     Topology#STANDALONE}
   */
  public void disconnect() {
    proxy("disconnect()").disconnect();
  }

  private RedisProxy proxy(String fault) {
    requireOwn(fault);
    RedisProxy proxy = source.proxy();
    if (proxy == null) {
      throw new IllegalStateException(
          fault
              + " works for topology = STANDALONE only: in a cluster or behind Sentinels clients"
              + " connect to the addresses that the servers name");
    }
    return proxy;
  }

  private void requireOwn(String fault) {
    if (!source.own()) {
      throw new IllegalStateException(
          "%s would disturb the other tests that use %s. Give this test a Redis of its own: @DocketTest(ownRedis = true), or ownRedis(true) on the builder"
              .formatted(fault, source.description()));
    }
  }
}
