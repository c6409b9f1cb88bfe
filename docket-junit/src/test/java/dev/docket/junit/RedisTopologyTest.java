package dev.docket.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Docket;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same test on a cluster and behind Sentinels, by processes and in containers. */
class RedisTopologyTest {

  record Ping(int number) implements Task {}

  abstract static class Sample {
    @Test
    void work_is_done(Docket docket, Worker worker, TestRedis redis) {
      AtomicInteger runs = new AtomicInteger();
      docket.register(Ping.class, ping -> runs.incrementAndGet());
      for (int n = 0; n < 20; n++) {
        docket.add(new Ping(n), Schedule.in(Duration.ofDays(n)));
      }

      worker.runUntilFinished();

      assertThat(runs).hasValue(20);
      assertThat(redis.url()).startsWith(scheme());
    }

    abstract String scheme();
  }

  @Test
  void a_cluster_of_local_processes() {
    Samples.pass(LocalClusterSample.class);
  }

  @DocketTest(redis = RedisMode.PATH, topology = Topology.CLUSTER)
  static class LocalClusterSample extends Sample {
    @Override
    String scheme() {
      return "redis-cluster://127.0.0.1:";
    }
  }

  @Test
  void sentinels_as_local_processes() {
    Samples.pass(LocalSentinelSample.class);
  }

  static class LocalSentinelSample extends Sample {
    @RegisterExtension
    static final DocketExtension docket =
        DocketExtension.builder().redis(RedisMode.EMBEDDED).topology(Topology.SENTINEL).build();

    @Override
    String scheme() {
      return "redis-sentinel://127.0.0.1:";
    }
  }

  @Test
  void a_cluster_in_a_container() {
    Samples.needDocker();

    Samples.pass(ContainerClusterSample.class);
  }

  @DocketTest(
      redis = RedisMode.TESTCONTAINERS,
      image = Samples.IMAGE,
      topology = Topology.CLUSTER,
      ownRedis = true)
  static class ContainerClusterSample extends Sample {
    @Override
    String scheme() {
      return "redis-cluster://127.0.0.1:";
    }
  }

  @Test
  void sentinels_in_a_container() {
    Samples.needDocker();

    Samples.pass(ContainerSentinelSample.class);
  }

  @DocketTest(redis = RedisMode.TESTCONTAINERS, image = Samples.IMAGE, topology = Topology.SENTINEL)
  static class ContainerSentinelSample extends Sample {
    @Override
    String scheme() {
      return "redis-sentinel://127.0.0.1:";
    }
  }

  @Test
  void a_restart_keeps_the_data_of_a_cluster_and_latency_is_refused() {
    Samples.pass(OwnCluster.class);
  }

  @DocketTest(redis = RedisMode.PATH, topology = Topology.CLUSTER, ownRedis = true)
  static class OwnCluster {
    @Test
    void faults(Docket docket, TestRedis redis) {
      docket.add(new Ping(1), Schedule.in(Duration.ofHours(1)));

      redis.restart();

      assertThat(docket.snapshot().totalTasks()).isEqualTo(1);
      assertThatThrownBy(() -> redis.latency(Duration.ofMillis(1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("topology = STANDALONE only");
    }
  }
}
