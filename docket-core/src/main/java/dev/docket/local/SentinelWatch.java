package dev.docket.local;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Starts Sentinels that know each other and the replicas from their first moment, because their
 * configuration says so. Left to themselves they need more than two seconds to find out.
 */
final class SentinelWatch {
  private static final int COUNT = 3;
  private static final int QUORUM = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** After how long a silence a master is replaced: a busy machine may stand still for a while. */
  static final Duration CALM = Duration.ofSeconds(2);

  /** The same while one is known to be dead. */
  static final Duration ALERT = Duration.ofMillis(500);

  private final String service;
  private final List<LocalRedis> servers;
  private final RandomGenerator random = new SecureRandom();

  SentinelWatch(String service, List<LocalRedis> servers) {
    this.service = service;
    this.servers = servers;
  }

  List<LocalRedis> start(Launch launch) {
    awaitReplicas();
    List<Integer> ports = Ports.free(COUNT);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      ids.add(id());
    }
    List<Launch> launches = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      launches.add(launch.asSentinel(ports.get(i), configuration(i, ports, ids)));
    }
    List<LocalRedis> sentinels = Fleet.start(launches);
    try {
      Poll.until(
          PATIENCE,
          () -> sentinels.stream().allMatch(each -> sees(each, servers.size() - 1)),
          () -> "The Sentinels do not get ready: " + sentinels.getFirst().log());
      return sentinels;
    } catch (LocalRedisException e) {
      Fleet.close(sentinels);
      throw e;
    }
  }

  private void awaitReplicas() {
    LocalRedis master = servers.getFirst();
    List<LocalRedis> replicas = servers.subList(1, servers.size());
    Poll.until(
        PATIENCE,
        () -> replicas.stream().allMatch(each -> Fleet.isReplicaOf(master, each)),
        () -> "The replicas of port " + master.port() + " do not connect");
  }

  private String configuration(int self, List<Integer> ports, List<String> ids) {
    List<String> lines = new ArrayList<>();
    lines.add("sentinel myid " + ids.get(self));
    int master = servers.getFirst().port();
    lines.add("sentinel monitor " + service + " 127.0.0.1 " + master + " " + QUORUM);
    lines.add("sentinel down-after-milliseconds " + service + " " + CALM.toMillis());
    lines.add("sentinel failover-timeout " + service + " 3000");
    for (LocalRedis replica : servers.subList(1, servers.size())) {
      lines.add("sentinel known-replica " + service + " 127.0.0.1 " + replica.port());
    }
    for (int i = 0; i < COUNT; i++) {
      if (i != self) {
        String address = " 127.0.0.1 " + ports.get(i) + " ";
        lines.add("sentinel known-sentinel " + service + address + ids.get(i));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  /** Sets after how long a silence Sentinels replace a master. */
  void replaceAfter(Duration silence, List<LocalRedis> sentinels) {
    String millis = Long.toString(silence.toMillis());
    for (LocalRedis each : sentinels) {
      RawRedis.ask(each.port(), "SENTINEL", "SET", service, "down-after-milliseconds", millis);
    }
  }

  /** Tells whether the Sentinel has a quorum and sees so many replicas fit to take over. */
  boolean sees(LocalRedis sentinel, int wanted) {
    try (RawRedis redis = RawRedis.connect(sentinel.port())) {
      redis.call("SENTINEL", "CKQUORUM", service);
      return redis.call("SENTINEL", "REPLICAS", service) instanceof List<?> replicas
          && replicas.stream().filter(SentinelWatch::follows).count() >= wanted;
    } catch (IOException | LocalRedisException notYet) {
      return false;
    }
  }

  private static boolean follows(@Nullable Object replica) {
    return replica instanceof List<?> fields
        && "slave".equals(value(fields, "flags"))
        && "ok".equals(value(fields, "master-link-status"));
  }

  private static @Nullable Object value(List<?> fields, String name) {
    int at = fields.indexOf(name);
    return at < 0 ? null : fields.get(at + 1);
  }

  private String id() {
    byte[] bytes = new byte[20];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
