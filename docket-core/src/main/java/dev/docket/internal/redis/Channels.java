package dev.docket.internal.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publish and subscribe over one shared connection. Listeners run on the connection's own thread
 * and must not block. Messages sent while the connection is down are lost: who depends on them
 * listens to {@link #onReconnect} and reads again what may have changed.
 */
public final class Channels {

  private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

  private final StatefulRedisPubSubConnection<String, String> connection;
  private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();
  private final List<Runnable> reconnected = new CopyOnWriteArrayList<>();

  Channels(StatefulRedisPubSubConnection<String, String> connection) {
    this.connection = connection;
    connection.addListener(
        new RedisPubSubAdapter<String, String>() {
          @Override
          public void message(String channel, String message) {
            listeners.getOrDefault(channel, List.of()).forEach(listener -> tell(listener, message));
          }
        });
    connection.addListener(
        new RedisConnectionStateListener() {
          @Override
          public void onRedisConnected(RedisChannelHandler<?, ?> handler, SocketAddress address) {
            reconnected.forEach(Runnable::run);
          }
        });
  }

  /** Listens to a channel; the future completes when Redis has confirmed it. */
  public Subscription subscribe(String channel, Consumer<String> listener) {
    listeners.compute(
        channel,
        (name, present) -> {
          List<Consumer<String>> all = present == null ? new CopyOnWriteArrayList<>() : present;
          all.add(listener);
          return all;
        });
    // Asked again even when others listen already, so that the answer confirms it to this caller
    // too.
    CompletableFuture<Void> confirmed = connection.async().subscribe(channel).toCompletableFuture();
    return new Subscription(confirmed, () -> unsubscribe(channel, listener));
  }

  /** Runs the action whenever the connection has come back. */
  public AutoCloseable onReconnect(Runnable action) {
    reconnected.add(action);
    return () -> reconnected.remove(action);
  }

  private void unsubscribe(String channel, Consumer<String> listener) {
    listeners.computeIfPresent(
        channel,
        (name, all) -> {
          all.remove(listener);
          if (!all.isEmpty()) {
            return all;
          }
          if (connection.isOpen()) {
            connection.async().unsubscribe(channel);
          }
          return null;
        });
  }

  private static void tell(Consumer<String> listener, String message) {
    try {
      listener.accept(message);
    } catch (RuntimeException e) {
      LOG.warn("A listener could not take the message {}", message, e);
    }
  }

  /**
   * A subscription to one channel.
   *
   * @param confirmed completes when Redis has confirmed it
   * @param ending ends it
   */
  public record Subscription(CompletableFuture<Void> confirmed, Runnable ending)
      implements AutoCloseable {
    @Override
    public void close() {
      ending.run();
    }
  }
}
