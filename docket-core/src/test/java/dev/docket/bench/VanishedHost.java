package dev.docket.bench;

import dev.docket.Docket;
import dev.docket.DocketConnectionException;
import dev.docket.local.LocalRedis;
import dev.docket.tasks.Trace;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how long an {@code add} takes when the host of Redis vanishes without closing anything
 * and another takes its place: a firewall drops every packet of the connections that are open. For
 * Linux, as root: {@code mvn -q -Pbench -pl docket-core test-compile
 * -Dbench.class=dev.docket.bench.VanishedHost}.
 */
public final class VanishedHost {

  private VanishedHost() {}

  public static void main(String[] args) throws Exception {
    List<String> rules = new ArrayList<>();
    try (LocalRedis redis = LocalRedis.start();
        Docket docket = Docket.connect(redis.url(), "vanished")) {
      docket.add(new Trace("before"));
      for (String port : clientPorts(redis)) {
        rules.add("--dport " + redis.port() + " --sport " + port);
        rules.add("--sport " + redis.port() + " --dport " + port);
      }
      for (String rule : rules) {
        iptables("-A", rule);
      }
      long began = System.nanoTime();
      for (boolean added = false; !added; ) {
        added = add(docket);
        System.out.printf(
            "%.1f s after the host vanished: %s%n",
            (System.nanoTime() - began) / 1e9, added ? "added" : "refused");
      }
    } finally {
      for (String rule : rules) {
        iptables("-D", rule);
      }
    }
  }

  private static boolean add(Docket docket) {
    try {
      docket.add(new Trace("after"));
      return true;
    } catch (DocketConnectionException e) {
      return false;
    }
  }

  private static List<String> clientPorts(LocalRedis redis) {
    RedisClient client = RedisClient.create(redis.url());
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      String own = "id=" + connection.sync().clientId() + " ";
      return connection
          .sync()
          .clientList()
          .lines()
          .filter(line -> !line.startsWith(own))
          .map(line -> line.replaceAll(".* addr=[^ ]*:(\\d+) .*", "$1"))
          .toList();
    } finally {
      client.shutdown();
    }
  }

  private static void iptables(String action, String rule)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("iptables", action, "INPUT", "-i", "lo"));
    words.addAll(List.of("-p", "tcp"));
    words.addAll(List.of(rule.split(" ")));
    words.addAll(List.of("-j", "DROP"));
    if (new ProcessBuilder(words).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException("It takes Linux, root and iptables: " + words);
    }
  }
}
