package dev.docket.internal.redis;

import dev.docket.DocketConnectionException;
import dev.docket.DocketException;
import dev.docket.local.LocalRedis;
import io.lettuce.core.RedisException;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections to one Redis, which all dockets of a process share that name it alike. */
final class SharedRedis {

  private static final Logger LOG = LoggerFactory.getLogger(SharedRedis.class);

  /**
   * Between tries to reconnect. Lettuce's own doubles up to half a minute, which would make every
   * outage half as long again, and differently so for each worker.
   */
  private static final Delay RECONNECT =
      Delay.equalJitter(Duration.ofMillis(2), Duration.ofMillis(500), 2, TimeUnit.MILLISECONDS);

  private static final long LONGEST_WAIT = RedisLink.TIMEOUT.toMillis() + 2000;

  // Guarded by LOCK, as is `users`.
  private static final Map<String, SharedRedis> OPEN = new HashMap<>();
  private static final ReentrantLock LOCK = new ReentrantLock();

  private final String url;
  private final String shown;
  private final ClientResources resources;
  private final Connections connections;
  private final Channels channels;
  private final Audience audience;
  private final String version;
  private int users;

  private SharedRedis(
      String url,
      String shown,
      ClientResources resources,
      Connections connections,
      String version) {
    this.url = url;
    this.shown = shown;
    this.resources = resources;
    this.connections = connections;
    this.channels = new Channels(connections.channels());
    this.audience = new Audience(connections);
    this.version = version;
  }

  /**
   * Connects and checks the server's version, unless another user has done so.
   *
   * @return to be released by the caller
   * @throws DocketConnectionException when the URL cannot be read, nothing answers, or the server
   *     is too old
   */
  static SharedRedis acquire(String url) {
    LOCK.lock();
    try {
      SharedRedis shared = OPEN.get(url);
      if (shared == null) {
        shared = connect(url);
        OPEN.put(url, shared);
      }
      shared.users++;
      return shared;
    } finally {
      LOCK.unlock();
    }
  }

  /** Gives this user's share back; the last one closes the connections. */
  void release() {
    LOCK.lock();
    try {
      if (--users == 0) {
        OPEN.remove(url);
        close(connections, resources);
      }
    } finally {
      LOCK.unlock();
    }
  }

  private static SharedRedis connect(String url) {
    String real = url.startsWith("memory://") ? LocalRedis.shared(url.substring(9)).url() : url;
    RedisAddress address = RedisAddress.parse(real);
    Sockets sockets = new Sockets();
    ClientResources resources =
        ClientResources.builder()
            .nettyCustomizer(sockets)
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .reconnectDelay(RECONNECT)
            .build();
    Connections connections = null;
    try {
      connections = Connections.open(address, resources, sockets, RedisLink.TIMEOUT);
      String version = requireServer(address.shown(), connections);
      return new SharedRedis(url, address.shown(), resources, connections, version);
    } catch (RedisException | DocketException e) {
      close(connections, resources);
      throw RedisTrouble.told(address.shown(), e);
    }
  }

  private static void close(@Nullable Connections connections, ClientResources resources) {
    if (connections != null) {
      connections.close();
    }
    resources.shutdown(0, 2, TimeUnit.SECONDS);
  }

  /** Its version. */
  private static String requireServer(String shown, Connections connections) {
    ServerInfo server = new ServerInfo(await(shown, connections.commands().info()));
    if (server.isOlderThan(6, 2)) {
      throw new DocketConnectionException(
          "Redis at %s is version %s; Docket needs 6.2 or newer (Redis or Valkey)"
              .formatted(shown, server.version()));
    }
    server
        .eviction()
        .ifPresent(
            policy ->
                LOG.warn(
                    "Redis at {} removes keys when its memory is full (maxmemory-policy {}): work that"
                        + " was accepted may be lost. Set maxmemory-policy to noeviction.",
                    shown,
                    policy));
    return server.version();
  }

  /** Where it is, without credentials. */
  String shown() {
    return shown;
  }

  /** The version of the server that answered when the connections were opened, such as 7.0.15. */
  String version() {
    return version;
  }

  Connections connections() {
    return connections;
  }

  Channels channels() {
    return channels;
  }

  Audience audience() {
    return audience;
  }

  /**
   * Runs something soon, on a thread that is none of a connection's; at once when the connections
   * close. It must not block.
   */
  void elsewhere(Runnable action) {
    try {
      resources.eventExecutorGroup().execute(action);
    } catch (RejectedExecutionException e) {
      action.run();
    }
  }

  /**
   * Completes after a while, on a thread that is none of a connection's; sooner when the
   * connections close. The common pool would not do, because handlers may keep it busy.
   */
  CompletableFuture<Void> pause(Duration time) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    try {
      resources
          .eventExecutorGroup()
          .schedule(() -> {}, time.toNanos(), TimeUnit.NANOSECONDS)
          .addListener(done -> over.complete(null));
    } catch (RejectedExecutionException e) {
      over.complete(null);
    }
    return over;
  }

  /**
   * Waits for an answer.
   *
   * @throws DocketConnectionException when Redis does not answer or refuses
   */
  <T> T await(CompletionStage<T> answer) {
    return await(shown, answer);
  }

  /** The same; an interrupt that comes meanwhile is left to whatever the thread does next. */
  <T> T awaitThroughInterrupts(CompletionStage<T> answer) {
    try {
      return answer.toCompletableFuture().orTimeout(LONGEST_WAIT, TimeUnit.MILLISECONDS).join();
    } catch (CompletionException | CancellationException e) {
      throw RedisTrouble.told(shown, RedisTrouble.unwrapped(e));
    }
  }

  private static <T> T await(String shown, CompletionStage<T> answer) {
    try {
      return answer.toCompletableFuture().get(LONGEST_WAIT, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw RedisTrouble.told(shown, RedisTrouble.unwrapped(e));
    } catch (TimeoutException | CancellationException e) {
      throw RedisTrouble.told(shown, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DocketConnectionException("Interrupted while waiting for Redis at " + shown, e);
    }
  }
}
