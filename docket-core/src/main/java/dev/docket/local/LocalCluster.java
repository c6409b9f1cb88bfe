package dev.docket.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A real Redis Cluster on loopback: masters that share the 16384 slots, each with as many replicas
 * as wanted. Forming one takes about two seconds, because a master that starts waits for so long
 * before it accepts writes: start one for many tests. A master that is silent for two seconds is
 * replaced by its replica, if it has one.
 *
 * <p>As with {@link LocalRedis}, all servers die with this JVM. All methods may be called from any
 * thread, but only one failover at a time.
 */
public final class LocalCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** After how long a silence a node is replaced: a busy machine may stand still for a while. */
  private static final Duration CALM = Duration.ofSeconds(2);

  /** The same while nodes are to change: the others hear of it sooner. */
  private static final Duration ALERT = Duration.ofSeconds(1);

  private final List<LocalRedis> nodes;

  private LocalCluster(List<LocalRedis> nodes) {
    this.nodes = nodes;
  }

  /**
   * Starts a cluster of three masters without replicas and waits until all of it works.
   *
   * @return a cluster that accepts writes on every slot
   * @throws LocalRedisException when it cannot be started or formed
   */
  public static LocalCluster start() {
    return builder().start();
  }

  /**
   * Returns a builder of a cluster.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the URL with all nodes, such as {@code redis-cluster://127.0.0.1:7000,127.0.0.1:7001}.
   *
   * @return the URL to connect to
   */
  public String url() {
    return nodes.stream()
        .map(node -> "127.0.0.1:" + node.port())
        .collect(Collectors.joining(",", "redis-cluster://", ""));
  }

  /**
   * Returns all nodes, those that were started as masters first.
   *
   * @return an unmodifiable list
   */
  public List<LocalRedis> nodes() {
    return nodes;
  }

  /**
   * Asks the running nodes which of them are masters now.
   *
   * @return the masters, in the order of {@link #nodes()}
   */
  public List<LocalRedis> masters() {
    return running().stream().filter(Fleet::isMaster).toList();
  }

  /**
   * Finds the master that serves a key.
   *
   * @param key any key; of one with a hash tag only the tag counts
   * @return the present master of the key's slot
   */
  public LocalRedis masterOf(String key) {
    int port = running().getFirst().port();
    int slot = Integer.parseInt(RawRedis.ask(port, "CLUSTER", "KEYSLOT", key));
    return Fleet.on(ClusterFormation.portOfSlot(port, slot), nodes);
  }

  /**
   * Makes a replica take over from a master in good order ({@code CLUSTER FAILOVER}) and waits
   * until all nodes know it.
   *
   * @param master a running master that has a replica
   * @return the new master
   * @throws IllegalArgumentException when the master has no running replica
   */
  public LocalRedis failover(LocalRedis master) {
    LocalRedis heir = heirOf(master);
    return alert(
        () -> {
          RawRedis.ask(heir.port(), "CLUSTER", "FAILOVER");
          return awaitMaster(heir);
        });
  }

  /**
   * Kills a master and waits until its replica has taken over. {@link LocalRedis#restart()} brings
   * the dead node back, as a replica.
   *
   * @param master a running master that has a replica
   * @return the new master
   * @throws IllegalArgumentException when the master has no running replica
   */
  public LocalRedis crash(LocalRedis master) {
    List<LocalRedis> heirs = replicasOf(master);
    heirOf(master);
    master.stop();
    return alert(
        () -> {
          Poll.until(
              PATIENCE,
              () -> heirs.stream().anyMatch(Fleet::isMaster),
              () -> "No replica took over from port " + master.port());
          return awaitMaster(heirs.stream().filter(Fleet::isMaster).findFirst().orElseThrow());
        });
  }

  /** Has the nodes notice quickly what changes among them. */
  private <T> T alert(Supplier<T> change) {
    nodeTimeout(ALERT);
    try {
      return change.get();
    } finally {
      nodeTimeout(CALM);
    }
  }

  private void nodeTimeout(Duration silence) {
    String millis = Long.toString(silence.toMillis());
    for (LocalRedis node : running()) {
      RawRedis.ask(node.port(), "CONFIG", "SET", "cluster-node-timeout", millis);
    }
  }

  /** Kills all servers and removes their files. Idempotent. */
  @Override
  public void close() {
    Fleet.close(nodes);
  }

  private LocalRedis heirOf(LocalRedis master) {
    return replicasOf(master).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The node on port " + master.port() + " has no replica to take over"));
  }

  private List<LocalRedis> replicasOf(LocalRedis master) {
    return running().stream().filter(node -> Fleet.isReplicaOf(master, node)).toList();
  }

  private LocalRedis awaitMaster(LocalRedis heir) {
    ClusterFormation formation = new ClusterFormation(running());
    Poll.until(
        PATIENCE,
        () -> Fleet.isMaster(heir) && formation.isWorking() && formation.allServe(heir),
        () -> "The replica on port " + heir.port() + " did not take over");
    return heir;
  }

  private List<LocalRedis> running() {
    return nodes.stream().filter(LocalRedis::isRunning).toList();
  }

  /** Settings of a cluster that is to be started. Not safe for use by several threads. */
  public static final class Builder {
    private int masters = 3;
    private int replicas;
    private LocalRedis.Builder servers = LocalRedis.builder();

    private Builder() {}

    /**
     * Sets the number of masters.
     *
     * @param masters at least 1; the default is 3
     * @return this builder
     */
    public Builder masters(int masters) {
      if (masters < 1) {
        throw new IllegalArgumentException("A cluster has at least one master, not " + masters);
      }
      this.masters = masters;
      return this;
    }

    /**
     * Sets the number of replicas of each master.
     *
     * @param replicas 0, the default, or more; a crashed master is replaced only when at least
     *     three masters vote
     * @return this builder
     */
    public Builder replicas(int replicas) {
      if (replicas < 0) {
        throw new IllegalArgumentException("Not a number of replicas: " + replicas);
      }
      this.replicas = replicas;
      return this;
    }

    /**
     * Sets what all servers have in common: source, executable, arguments.
     *
     * @param servers settings without a port
     * @return this builder
     */
    public Builder servers(LocalRedis.Builder servers) {
      this.servers = Objects.requireNonNull(servers, "servers");
      return this;
    }

    /**
     * Starts the cluster and waits until all of it works.
     *
     * @return a cluster that accepts writes on every slot
     * @throws LocalRedisException when it cannot be started or formed
     */
    public LocalCluster start() {
      Launch launch =
          servers
              .launch()
              .with(
                  "--cluster-enabled",
                  "yes",
                  "--cluster-node-timeout",
                  Long.toString(ALERT.toMillis()))
              .with("--repl-diskless-sync-delay", "0", "--repl-diskless-sync", "yes");
      List<Launch> launches = new ArrayList<>();
      for (int i = 0; i < masters * (1 + replicas); i++) {
        launches.add(launch);
      }
      List<LocalRedis> nodes = Fleet.start(launches);
      try {
        new ClusterFormation(nodes).form(masters);
        LocalCluster cluster = new LocalCluster(nodes);
        cluster.nodeTimeout(CALM);
        return cluster;
      } catch (LocalRedisException e) {
        Fleet.close(nodes);
        throw e;
      }
    }
  }
}
