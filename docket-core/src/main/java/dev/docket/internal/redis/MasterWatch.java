package dev.docket.internal.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to Sentinels: when they name another master, the connections to the former one end at
 * once, and whoever used them connects anew. A former master that hangs, or that the Sentinels
 * could not reach for a moment, keeps its clients otherwise. Until it is told that it is a replica,
 * ten seconds later or more, it takes their writes, and then throws them away.
 *
 * <p>It listens to every Sentinel, since any may be down; each tells it when it has learned of the
 * change itself, which is when it no longer names the former master to those who connect.
 */
final class MasterWatch {

  private static final Logger LOG = LoggerFactory.getLogger(MasterWatch.class);
  private static final String SWITCH = "+switch-master";
  private static final int RETRY_SECONDS = 1;

  private final RedisClient client;
  private final ClientResources resources;
  private final Sockets sockets;
  private final RedisURI uri;
  private final String service;
  private final AtomicReference<@Nullable SocketAddress> master = new AtomicReference<>();

  /** Watches over the connections that are made to where {@code uri} leads. */
  MasterWatch(RedisClient client, ClientResources resources, RedisURI uri, Sockets sockets) {
    this.client = client;
    this.resources = resources;
    this.sockets = sockets;
    this.uri = uri;
    this.service = String.valueOf(uri.getSentinelMasterId());
  }

  /**
   * Asks who the master is. To be called before anything connects to it: what then changes is
   * noticed.
   *
   * @throws io.lettuce.core.RedisException when no Sentinel answers
   */
  void lookUp() {
    if (!uri.getSentinels().isEmpty()) {
      try (var connection = client.connectSentinel(uri)) {
        if (connection.sync().getMasterAddrByName(service) instanceof InetSocketAddress now) {
          master.set(address(now.getHostString(), now.getPort()));
        }
      }
    }
  }

  /** Listens from now on, until the client is shut down; does not wait. */
  void start() {
    uri.getSentinels().forEach(this::listen);
  }

  private void listen(RedisURI sentinel) {
    client
        .connectPubSubAsync(StringCodec.UTF8, sentinel)
        .whenComplete(
            (connection, failure) -> {
              if (failure == null) {
                subscribe(connection, sentinel);
              } else {
                later(() -> listen(sentinel));
              }
            });
  }

  private void subscribe(
      StatefulRedisPubSubConnection<String, String> connection, RedisURI sentinel) {
    connection.addListener(
        new RedisPubSubAdapter<String, String>() {
          @Override
          public void message(String channel, String message) {
            String[] words = message.split(" ");
            if (words.length == 5 && words[0].equals(service)) {
              // To look up a host name may block.
              soon(
                  () ->
                      leave(address(words[1], port(words[2])), address(words[3], port(words[4]))));
            }
          }

          // Also after the connection was lost, with all that was told meanwhile.
          @Override
          public void subscribed(String channel, long count) {
            ask(sentinel);
          }
        });
    connection
        .async()
        .subscribe(SWITCH)
        .exceptionally(
            refused -> {
              LOG.warn(
                  "The Sentinel at {}:{} does not tell when the master of {} changes: {}",
                  sentinel.getHost(),
                  sentinel.getPort(),
                  service,
                  refused.getMessage());
              return null;
            });
  }

  private void ask(RedisURI sentinel) {
    client
        .connectSentinelAsync(StringCodec.UTF8, sentinel)
        .thenCompose(
            connection ->
                masterOf(connection).whenComplete((answer, failure) -> connection.closeAsync()))
        .whenComplete(
            (answer, failure) -> {
              if (answer instanceof InetSocketAddress now) {
                soon(() -> learn(address(now.getHostString(), now.getPort())));
              }
            });
  }

  private void learn(SocketAddress now) {
    SocketAddress before = master.get();
    if (before != null && !before.equals(now)) {
      leave(before, now);
    }
  }

  private CompletionStage<SocketAddress> masterOf(
      StatefulRedisSentinelConnection<String, String> connection) {
    return connection.async().getMasterAddrByName(service);
  }

  private void leave(SocketAddress before, SocketAddress now) {
    master.set(now);
    if (sockets.close(before) > 0) {
      LOG.info("The Sentinels have replaced {}, the master of {}, by {}", before, service, now);
    }
  }

  private static int port(String text) {
    return Integer.parseInt(text);
  }

  private static SocketAddress address(String host, int port) {
    return new InetSocketAddress(host, port);
  }

  private void soon(Runnable action) {
    try {
      resources.eventExecutorGroup().execute(action);
    } catch (RejectedExecutionException e) {
      // It is being shut down.
    }
  }

  private void later(Runnable action) {
    try {
      resources.eventExecutorGroup().schedule(action, RETRY_SECONDS, TimeUnit.SECONDS);
    } catch (RejectedExecutionException e) {
      // It is being shut down.
    }
  }
}
