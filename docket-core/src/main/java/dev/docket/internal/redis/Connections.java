package dev.docket.internal.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.SocketOptions.TcpUserTimeoutOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.EpollProvider;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The connections to one Redis, whatever its topology: one for commands, one for channels, one per
 * blocking reader.
 */
sealed interface Connections extends AutoCloseable {

  /** How long the other side may leave bytes or probes without any sign of having got them. */
  Duration UNHEARD = Duration.ofSeconds(5);

  /** Of the network, to a connection that is silent for as long. */
  int PROBES = 5;

  /** Commands from any thread; reconnects by itself and sends again what was not answered. */
  RedisClusterAsyncCommands<String, String> commands();

  StatefulRedisPubSubConnection<String, String> channels();

  /**
   * Leaves a server that takes no writes any more: connects anew, for which Sentinels are asked
   * again who the master is. Does so once a second at most.
   */
  void renew();

  /** Has an answer waited for by whoever finds out why there is none. */
  default <T> CompletionStage<T> watched(CompletionStage<T> call) {
    return call;
  }

  /** The channels that somebody listens to, as each server tells that may be listened at. */
  Collection<? extends CompletionStage<List<String>>> listened();

  /** The node that holds the key. */
  RedisURI node(String key);

  /** A connection of its own to a node; it does not reconnect. */
  StatefulRedisConnection<String, String> reader(RedisURI node);

  /** Connections to nodes that nobody uses just now. */
  ReaderPool idle();

  /** Ends a blocking read of that connection at once, as if its time had run out. */
  void unblock(String key, long clientId);

  @Override
  void close();

  /**
   * Connects.
   *
   * @param sockets those of the resources
   */
  static Connections open(
      RedisAddress address, ClientResources resources, Sockets sockets, Duration timeout) {
    address.uris().forEach(uri -> uri.setTimeout(timeout));
    return address.cluster()
        ? new Cluster(address, resources, timeout)
        : new Standalone(address, resources, sockets, timeout);
  }

  private static ClientOptions options(
      ClientOptions.Builder builder, TlsFiles tls, boolean reconnect, Duration timeout) {
    if (!tls.isEmpty()) {
      builder.sslOptions(tls.options());
    }
    return builder
        .autoReconnect(reconnect)
        .socketOptions(sockets())
        .timeoutOptions(TimeoutOptions.enabled(timeout))
        .build();
  }

  /**
   * A host that vanishes closes nothing. Linux would send to it for a quarter of an hour, and keep
   * a silent connection for two; here a connection ends {@link #UNHEARD} after it stopped being
   * answered, early enough for the commands on their way to be sent again.
   */
  private static SocketOptions sockets() {
    return SocketOptions.builder()
        .connectTimeout(UNHEARD)
        .keepAlive(
            KeepAliveOptions.builder()
                .enable()
                .idle(UNHEARD)
                .interval(UNHEARD.dividedBy(PROBES))
                .count(PROBES)
                .build())
        .tcpUserTimeout(
            TcpUserTimeoutOptions.builder()
                .enable(EpollProvider.isAvailable())
                .tcpUserTimeout(UNHEARD)
                .build())
        .build();
  }

  private static RedisClient client(
      RedisAddress address, ClientResources resources, boolean reconnect, Duration timeout) {
    RedisClient client = RedisClient.create(resources);
    client.setOptions(options(ClientOptions.builder(), address.tls(), reconnect, timeout));
    return client;
  }

  /** Waits for the end of all their connections, also when the caller is interrupted. */
  private static void shutDown(AbstractRedisClient one, AbstractRedisClient other) {
    CompletableFuture.allOf(
            one.shutdownAsync(0, 2, TimeUnit.SECONDS), other.shutdownAsync(0, 2, TimeUnit.SECONDS))
        .exceptionally(failure -> null) // what did not end in order ends with the resources
        .join();
  }

  /** A single server, or the master that Sentinels name. */
  final class Standalone implements Connections {
    private static final Duration RENEW_EVERY = Duration.ofSeconds(1);

    private final RedisURI uri;
    private final RedisClient lasting;
    private final RedisClient brief;
    private final StatefulRedisConnection<String, String> connection;
    private final AtomicLong renewed =
        new AtomicLong(System.nanoTime() - RENEW_EVERY.multipliedBy(2).toNanos());
    private final StatefulRedisPubSubConnection<String, String> channels;
    private final ReaderPool idle = new ReaderPool();

    Standalone(RedisAddress address, ClientResources resources, Sockets sockets, Duration timeout) {
      this.uri = address.uris().get(0);
      this.lasting = client(address, resources, true, timeout);
      this.brief = client(address, resources, false, timeout);
      try {
        MasterWatch watch = new MasterWatch(lasting, resources, uri, sockets);
        watch.lookUp();
        this.connection = lasting.connect(uri);
        this.channels = lasting.connectPubSub(uri);
        watch.start();
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }

    @Override
    public RedisClusterAsyncCommands<String, String> commands() {
      return connection.async();
    }

    @Override
    public StatefulRedisPubSubConnection<String, String> channels() {
      return channels;
    }

    @Override
    public void renew() {
      long now = System.nanoTime();
      long last = renewed.get();
      if (now - last > RENEW_EVERY.toNanos() && renewed.compareAndSet(last, now)) {
        // The server closes the connection, and the client opens another.
        connection.async().quit();
      }
    }

    @Override
    public List<CompletionStage<List<String>>> listened() {
      return List.of(connection.async().pubsubChannels());
    }

    @Override
    public RedisURI node(String key) {
      return uri;
    }

    @Override
    public StatefulRedisConnection<String, String> reader(RedisURI node) {
      return brief.connect(node);
    }

    @Override
    public ReaderPool idle() {
      return idle;
    }

    @Override
    public void unblock(String key, long clientId) {
      connection.async().clientUnblock(clientId, io.lettuce.core.UnblockType.TIMEOUT);
    }

    @Override
    public void close() {
      Connections.shutDown(lasting, brief);
    }
  }

  /** A Redis Cluster. A docket lives in one slot, so a reader is a plain connection to one node. */
  final class Cluster implements Connections {
    /**
     * How long a node may take to greet: one that hangs is not waited for when others are asked.
     */
    private static final Duration GREETING = Duration.ofSeconds(2);

    private final NodeWatch watch;
    private final RedisClusterClient client;
    private final RedisClient brief;
    private final StatefulRedisClusterConnection<String, String> connection;
    private final StatefulRedisPubSubConnection<String, String> channels;
    private final ReaderPool idle = new ReaderPool();

    Cluster(RedisAddress address, ClientResources resources, Duration timeout) {
      address.uris().forEach(uri -> uri.setTimeout(GREETING));
      this.client = RedisClusterClient.create(resources, address.uris());
      ClusterTopologyRefreshOptions refresh =
          ClusterTopologyRefreshOptions.builder()
              .adaptiveRefreshTriggersTimeout(Duration.ofMillis(200))
              .enablePeriodicRefresh(Duration.ofSeconds(15))
              .build();
      ClusterClientOptions.Builder builder = ClusterClientOptions.builder();
      options(builder, address.tls(), true, timeout);
      client.setOptions(
          builder
              .topologyRefreshOptions(refresh)
              .nodeFilter(node -> !node.is(RedisClusterNode.NodeFlag.FAIL))
              .build());
      this.brief = client(address, resources, false, timeout);
      try {
        this.connection = client.connect();
        this.channels = client.connectPubSub();
      } catch (RuntimeException e) {
        close();
        throw e;
      }
      this.watch = NodeWatch.start(client, resources);
    }

    @Override
    public <T> CompletionStage<T> watched(CompletionStage<T> call) {
      return watch.watched(call);
    }

    @Override
    public RedisClusterAsyncCommands<String, String> commands() {
      return connection.async();
    }

    @Override
    public StatefulRedisPubSubConnection<String, String> channels() {
      return channels;
    }

    @Override
    public void renew() {
      // A node that is no master any more says who is.
    }

    @Override
    public Collection<? extends CompletionStage<List<String>>> listened() {
      return connection.async().all().commands().pubsubChannels().asMap().values();
    }

    @Override
    public StatefulRedisConnection<String, String> reader(RedisURI node) {
      return brief.connect(RedisURI.builder(node).withTimeout(GREETING).build());
    }

    @Override
    public ReaderPool idle() {
      return idle;
    }

    @Override
    public void unblock(String key, long clientId) {
      RedisURI node = node(key);
      connection
          .getConnection(node.getHost(), node.getPort())
          .async()
          .clientUnblock(clientId, io.lettuce.core.UnblockType.TIMEOUT);
    }

    @Override
    public RedisURI node(String key) {
      var node = client.getPartitions().getPartitionBySlot(SlotHash.getSlot(key));
      if (node == null) {
        client.refreshPartitions();
        throw new io.lettuce.core.RedisException(
            "No node of the cluster serves the slot of " + key);
      }
      return node.getUri();
    }

    @Override
    public void close() {
      Connections.shutDown(client, brief);
    }
  }
}
