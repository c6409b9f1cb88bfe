package dev.docket.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LocalClusterTest {
  @Test
  void a_cluster_accepts_keys_on_every_master() {
    try (LocalCluster cluster = LocalCluster.start()) {
      Set<LocalRedis> used = new HashSet<>();

      for (int i = 0; i < 100; i++) {
        LocalRedis master = cluster.masterOf("key-" + i);
        assertThat(RawRedis.ask(master.port(), "SET", "key-" + i, "value")).isEqualTo("OK");
        used.add(master);
      }

      assertThat(used).containsExactlyInAnyOrderElementsOf(cluster.nodes());
      assertThat(cluster.masters()).isEqualTo(cluster.nodes());
      assertThat(cluster.url())
          .startsWith("redis-cluster://127.0.0.1:" + cluster.nodes().getFirst().port() + ",");
      assertThatThrownBy(() -> cluster.failover(cluster.nodes().getFirst()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("has no replica");
    }
  }

  @Test
  void a_replica_takes_over_in_good_order_and_after_a_crash() {
    try (LocalCluster cluster = LocalCluster.builder().replicas(1).start()) {
      LocalRedis first = cluster.masterOf("key");

      LocalRedis second = cluster.failover(first);
      assertThat(cluster.masterOf("key")).isSameAs(second).isNotSameAs(first);
      assertThat(RawRedis.ask(second.port(), "SET", "key", "value")).isEqualTo("OK");

      LocalRedis third = cluster.crash(cluster.masters().getFirst());
      assertThat(third.isRunning()).isTrue();
      assertThat(cluster.masters()).hasSize(3).contains(third);
    }
  }
}
