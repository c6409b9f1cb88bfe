package dev.docket.fundamentals;

import dev.docket.local.LocalCluster;
import dev.docket.local.LocalRedis;
import dev.docket.local.LocalSentinel;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.Locale;

/**
 * The Redis of the fundamentals, one for the JVM. {@code -Ddocket.test.topology} says which: {@code
 * standalone} (the default), {@code cluster} or {@code sentinel}.
 *
 * @param url where a docket finds it
 * @param server one server of it, for a client that knows nothing of Cluster or Sentinel
 * @param commands reaches all of its data, past Docket
 */
record TestRedis(String url, String server, RedisClusterCommands<String, String> commands) {

  /**
   * For how many milliseconds a server of these may be silent, which nobody crashes, before another
   * takes its place: longer than a busy machine stands still.
   */
  private static final String SILENCE = "60000";

  static TestRedis start() {
    String topology = System.getProperty("docket.test.topology", "standalone");
    return switch (topology.toLowerCase(Locale.ROOT)) {
      case "standalone" -> standalone();
      case "cluster" -> cluster();
      case "sentinel" -> sentinel();
      default ->
          throw new IllegalArgumentException(
              "docket.test.topology is \"%s\"; it must be standalone, cluster or sentinel"
                  .formatted(topology));
    };
  }

  private static TestRedis standalone() {
    String url = LocalRedis.shared("docket-core-tests").url();
    return new TestRedis(url, url, RedisClient.create(url).connect().sync());
  }

  private static TestRedis cluster() {
    LocalCluster cluster = LocalCluster.start();
    for (LocalRedis node : cluster.nodes()) {
      RedisClient client = RedisClient.create(node.url());
      client.connect().sync().configSet("cluster-node-timeout", SILENCE);
      client.shutdown();
    }
    String seed = cluster.nodes().getFirst().url();
    return new TestRedis(cluster.url(), seed, RedisClusterClient.create(seed).connect().sync());
  }

  private static TestRedis sentinel() {
    LocalSentinel sentinel = LocalSentinel.start();
    for (LocalRedis one : sentinel.sentinels()) {
      RedisClient client = RedisClient.create();
      client
          .connectSentinel(RedisURI.create(one.url()))
          .sync()
          .set("mymaster", "down-after-milliseconds", SILENCE);
      client.shutdown();
    }
    String master = sentinel.master().url();
    return new TestRedis(sentinel.url(), master, RedisClient.create(master).connect().sync());
  }
}
