package dev.docket.local;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A real Redis master with replicas on loopback, watched by three Sentinels that replace it within
 * a few seconds when it dies, or has been silent for two. A busy machine that stands still for less
 * changes nothing.
 *
 * <p>After a change of master, Sentinels take about twenty seconds to make the former master a
 * replica, and may meanwhile see no replica fit for the next change; {@link #failover()} and {@link
 * #crash()} wait for one. With two replicas or more there is one at once.
 *
 * <p>As with {@link LocalRedis}, all servers die with this JVM. All methods may be called from any
 * thread, but only one failover at a time.
 */
public final class LocalSentinel implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String service;
  private final List<LocalRedis> servers;
  private final List<LocalRedis> sentinels;

  private LocalSentinel(String service, List<LocalRedis> servers, List<LocalRedis> sentinels) {
    this.service = service;
    this.servers = servers;
    this.sentinels = sentinels;
  }

  /**
   * Starts a master with one replica and three Sentinels and waits until they know each other.
   *
   * @return servers that are ready for writes and for a failover
   * @throws LocalRedisException when they cannot be started
   */
  public static LocalSentinel start() {
    return builder().start();
  }

  /**
   * Returns a builder for other settings.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the URL with all Sentinels and the name of the service, such as {@code
   * redis-sentinel://127.0.0.1:26379,127.0.0.1:26380,127.0.0.1:26381/mymaster}.
   *
   * @return the URL to connect to
   */
  public String url() {
    return sentinels.stream()
        .map(sentinel -> "127.0.0.1:" + sentinel.port())
        .collect(Collectors.joining(",", "redis-sentinel://", "/" + service));
  }

  /**
   * Returns the master and the replicas; the one that was started as the master comes first.
   *
   * @return an unmodifiable list
   */
  public List<LocalRedis> servers() {
    return servers;
  }

  /**
   * Returns the Sentinels; stopping two of them takes away the quorum.
   *
   * @return an unmodifiable list
   */
  public List<LocalRedis> sentinels() {
    return sentinels;
  }

  /**
   * Asks a Sentinel who is the master now.
   *
   * @return one of {@link #servers()}
   */
  public LocalRedis master() {
    return masterAccordingTo(runningSentinels().getFirst());
  }

  /**
   * Makes the Sentinels move the service to a replica in good order ({@code SENTINEL FAILOVER}) and
   * waits until they all name the same new master.
   *
   * @return the new master
   */
  public LocalRedis failover() {
    awaitHeir();
    LocalRedis old = master();
    RawRedis.ask(runningSentinels().getFirst().port(), "SENTINEL", "FAILOVER", service);
    return awaitNewMaster(old);
  }

  /**
   * Kills the master and waits until the Sentinels have replaced it. {@link LocalRedis#restart()}
   * brings the dead server back, and the Sentinels make it a replica.
   *
   * @return the new master
   */
  public LocalRedis crash() {
    awaitHeir();
    LocalRedis old = master();
    SentinelWatch watch = new SentinelWatch(service, servers);
    watch.replaceAfter(SentinelWatch.ALERT, runningSentinels());
    try {
      old.stop();
      return awaitNewMaster(old);
    } finally {
      watch.replaceAfter(SentinelWatch.CALM, runningSentinels());
    }
  }

  /** Kills all servers and removes their files. Idempotent. */
  @Override
  public void close() {
    Fleet.close(sentinels);
    Fleet.close(servers);
  }

  /** Without one the Sentinels would give up, and try again only after many seconds. */
  private void awaitHeir() {
    SentinelWatch watch = new SentinelWatch(service, servers);
    Poll.until(
        PATIENCE,
        () -> runningSentinels().stream().allMatch(each -> watch.sees(each, 1)),
        () -> "The Sentinels see no replica that could take over from port " + master().port());
  }

  private LocalRedis awaitNewMaster(LocalRedis old) {
    Poll.until(
        PATIENCE,
        () -> {
          LocalRedis now = master();
          return now != old
              && Fleet.isMaster(now)
              && runningSentinels().stream().allMatch(each -> masterAccordingTo(each) == now);
        },
        () ->
            "The Sentinels did not replace the master on port "
                + old.port()
                + String.join("\n  ", runningSentinels().getFirst().log()));
    return master();
  }

  private LocalRedis masterAccordingTo(LocalRedis sentinel) {
    try (RawRedis redis = RawRedis.connect(sentinel.port())) {
      Object address = redis.call("SENTINEL", "GET-MASTER-ADDR-BY-NAME", service);
      if (address instanceof List<?> parts && parts.get(1) instanceof String port) {
        return Fleet.on(Integer.parseInt(port), servers);
      }
      throw new LocalRedisException("The Sentinel knows no service " + service);
    } catch (IOException e) {
      throw new LocalRedisException("No answer from the Sentinel " + sentinel, e);
    }
  }

  private List<LocalRedis> runningSentinels() {
    return sentinels.stream().filter(LocalRedis::isRunning).toList();
  }

  /** Settings of what is to be started. Not safe for use by several threads. */
  public static final class Builder {
    private static final int TRIES = 3;

    private String service = "mymaster";
    private int replicas = 1;
    private LocalRedis.Builder servers = LocalRedis.builder();

    private Builder() {}

    /**
     * Names the service that the Sentinels watch.
     *
     * @param service letters, digits, {@code . - _}; the default is {@code mymaster}
     * @return this builder
     */
    public Builder service(String service) {
      if (!service.matches("[A-Za-z0-9._-]+")) {
        throw new IllegalArgumentException("Not a name of a Sentinel service: " + service);
      }
      this.service = service;
      return this;
    }

    /**
     * Sets the number of replicas.
     *
     * @param replicas at least 1, the default
     * @return this builder
     */
    public Builder replicas(int replicas) {
      if (replicas < 1) {
        throw new IllegalArgumentException("A failover needs at least one replica");
      }
      this.replicas = replicas;
      return this;
    }

    /**
     * Sets what the master and the replicas have in common: source, executable, arguments.
     *
     * @param servers settings without a port
     * @return this builder
     */
    public Builder servers(LocalRedis.Builder servers) {
      this.servers = Objects.requireNonNull(servers, "servers");
      return this;
    }

    /**
     * Starts all servers and waits until the Sentinels know them and each other.
     *
     * @return servers that are ready for writes and for a failover
     * @throws LocalRedisException when they cannot be started
     */
    public LocalSentinel start() {
      Launch launch = servers.launch().with("--repl-diskless-sync-delay", "0");
      List<LocalRedis> data = new ArrayList<>(Fleet.start(List.of(launch)));
      try {
        String master = String.valueOf(data.getFirst().port());
        Launch replica = launch.with("--replicaof", "127.0.0.1 " + master);
        data.addAll(Fleet.start(Collections.nCopies(replicas, replica)));
        return new LocalSentinel(service, List.copyOf(data), watch(launch, data));
      } catch (LocalRedisException e) {
        Fleet.close(data);
        throw e;
      }
    }

    private List<LocalRedis> watch(Launch launch, List<LocalRedis> data) {
      for (int tries = 1; ; tries++) {
        try {
          return new SentinelWatch(service, data).start(launch);
        } catch (PortTakenException lostTheRace) {
          if (tries == TRIES) {
            throw lostTheRace;
          }
        }
      }
    }
  }
}
