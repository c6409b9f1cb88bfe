package dev.docket.local;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Makes one cluster out of servers that do not know each other, by plain commands. */
final class ClusterFormation {
  private static final int SLOTS = 16_384;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<LocalRedis> nodes;

  ClusterFormation(List<LocalRedis> nodes) {
    this.nodes = nodes;
  }

  /** Gives the slots to the first nodes and makes the others their replicas, in turn. */
  void form(int masters) {
    for (int i = 0; i < nodes.size(); i++) {
      RawRedis.ask(nodes.get(i).port(), "CLUSTER", "SET-CONFIG-EPOCH", String.valueOf(i + 1));
    }
    for (int i = 0; i < masters; i++) {
      RawRedis.ask(nodes.get(i).port(), addSlots(SLOTS * i / masters, SLOTS * (i + 1) / masters));
    }
    introduce();
    for (int i = masters; i < nodes.size(); i++) {
      replicate(nodes.get(i), nodes.get((i - masters) % masters));
    }
    Poll.until(PATIENCE, this::isWorking, () -> "The cluster does not form: " + states());
  }

  /** Tells whether every node says that all is well, and every replica is in touch. */
  boolean isWorking() {
    return nodes.stream().allMatch(node -> knowsAll(node) && isOk(node));
  }

  /** Tells whether every node sends clients to the given master for at least one slot. */
  boolean allServe(LocalRedis master) {
    String port = ":" + master.port() + "@";
    return nodes.stream()
        .allMatch(
            node ->
                RawRedis.ask(node.port(), "CLUSTER", "NODES")
                    .lines()
                    .anyMatch(
                        line ->
                            line.contains(port)
                                && line.contains("master")
                                && line.split(" ").length > 8));
  }

  /** Asks one node which port serves a slot. */
  static int portOfSlot(int port, int slot) {
    try (RawRedis redis = RawRedis.connect(port)) {
      if (redis.call("CLUSTER", "SLOTS") instanceof List<?> ranges) {
        for (Object range : ranges) {
          if (range instanceof List<?> parts
              && parts.get(0) instanceof Long first
              && parts.get(1) instanceof Long last
              && parts.get(2) instanceof List<?> master
              && master.get(1) instanceof Long found
              && first <= slot
              && slot <= last) {
            return found.intValue();
          }
        }
      }
      throw new LocalRedisException("No master serves slot " + slot);
    } catch (IOException e) {
      throw new LocalRedisException("CLUSTER SLOTS got no answer from port " + port, e);
    }
  }

  /** CLUSTER ADDSLOTSRANGE would be shorter, but is not in Redis 6.2. */
  private static String[] addSlots(int from, int to) {
    String[] words = new String[2 + to - from];
    words[0] = "CLUSTER";
    words[1] = "ADDSLOTS";
    for (int slot = from; slot < to; slot++) {
      words[2 + slot - from] = String.valueOf(slot);
    }
    return words;
  }

  /** Everybody meets everybody: faster than waiting for gossip. */
  private void introduce() {
    for (LocalRedis node : nodes) {
      for (LocalRedis other : nodes) {
        if (node != other) {
          RawRedis.ask(node.port(), "CLUSTER", "MEET", "127.0.0.1", String.valueOf(other.port()));
        }
      }
    }
    Poll.until(
        PATIENCE,
        () -> nodes.stream().allMatch(this::knowsAll),
        () -> "The nodes do not find each other: " + states());
  }

  private static void replicate(LocalRedis replica, LocalRedis master) {
    String id = RawRedis.ask(master.port(), "CLUSTER", "MYID");
    Poll.until(
        PATIENCE,
        () -> {
          try {
            return RawRedis.ask(replica.port(), "CLUSTER", "REPLICATE", id).equals("OK");
          } catch (LocalRedisException notYetKnown) {
            return false;
          }
        },
        () -> "Port " + replica.port() + " cannot become a replica of port " + master.port());
  }

  private boolean knowsAll(LocalRedis node) {
    String known = Fleet.field(RawRedis.ask(node.port(), "CLUSTER", "INFO"), "cluster_known_nodes");
    return !known.isEmpty() && Integer.parseInt(known) >= nodes.size();
  }

  private static boolean isOk(LocalRedis node) {
    String replication = RawRedis.ask(node.port(), "INFO", "replication");
    boolean isReplica = Fleet.field(replication, "role").equals("slave");
    boolean inTouch = Fleet.field(replication, "master_link_status").equals("up");
    String info = RawRedis.ask(node.port(), "CLUSTER", "INFO");
    return Fleet.field(info, "cluster_state").equals("ok") && (!isReplica || inTouch);
  }

  private List<String> states() {
    return nodes.stream()
        .map(node -> node.port() + ": " + RawRedis.ask(node.port(), "CLUSTER", "INFO"))
        .toList();
  }
}
