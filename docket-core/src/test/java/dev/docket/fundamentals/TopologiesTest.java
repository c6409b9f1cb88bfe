package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Disposition;
import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.Operations;
import dev.docket.ResultTask;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Strike.Operator;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.local.LocalCluster;
import dev.docket.local.LocalRedis;
import dev.docket.local.LocalSentinel;
import dev.docket.operations.Place;
import dev.docket.operations.Query;
import dev.docket.tasks.Trace;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TopologiesTest {

  private static final Duration LONGEST = Duration.ofSeconds(30);

  record Sum(int a, int b) implements ResultTask<Integer> {}

  record Charge(@ConcurrencyLimit(max = 1) long customer, int number) implements Task {}

  /** What touches every kind of key. */
  private static void everything(String url) {
    try (Docket docket = Docket.connect(url, "everything")) {
      docket.register(Sum.class, sum -> sum.a() + sum.b());
      docket.register(Charge.class, charge -> {});
      for (int i = 0; i < 20; i++) {
        docket.add(new Charge(1, i));
      }
      Execution<Integer> later = docket.add(new Sum(1, 2), Schedule.in(Duration.ofMillis(100)));
      docket.strike(Strike.parameter("a", Operator.EQ, 9));
      assertThat(docket.add(new Sum(9, 1)).disposition()).isEqualTo(Disposition.STRUCK);
      try (Worker worker = Worker.builder(docket).build()) {
        assertThat(worker.runUntilFinished().succeeded()).isEqualTo(21);
      }
      assertThat(later.result(LONGEST)).isEqualTo(3);
      operations(url, docket.operations(), later.key());
    }
  }

  /** Every script and command of the operators' side. */
  private static void operations(String url, Operations operations, String key) {
    assertThat(operations.status().completed()).isEqualTo(21);
    assertThat(operations.overview(Duration.ofMinutes(5)).history()).isNotEmpty();
    for (Place place : Place.values()) {
      assertThat(operations.executions(place, "", 10).records())
          .hasSize(place == Place.COMPLETED ? 10 : 0);
    }
    assertThat(operations.explain(key)).isPresent();
    assertThat(operations.timeline(key)).hasSize(3);
    assertThat(operations.strikes()).hasSize(1);
    assertThat(operations.preview(Strike.task("Sum")).total()).isZero();
    assertThat(operations.tasks()).isNotEmpty();
    assertThat(operations.recurring()).isEmpty();
    assertThat(operations.runNow(key)).isFalse();
    assertThat(operations.requeueAll(Query.in(Place.FAILED), 10)).isZero();
    operations.audit("ada", "look", "everything", "seen");
    assertThat(operations.auditLog(10)).hasSize(1);
    assertThat(Operations.docketsAt(url)).contains("everything");
  }

  /** Runs one task before and one after something happens to Redis. */
  private static void survives(String url, Consumer<Docket> disaster) {
    try (Docket docket = Docket.connect(url, "survives")) {
      docket.register(Sum.class, sum -> sum.a() + sum.b());
      try (Worker worker =
          Worker.builder(docket).reconnectionDelay(Duration.ofMillis(200)).build()) {
        worker.start();
        assertThat(docket.add(new Sum(1, 1)).result(LONGEST)).isEqualTo(2);
        disaster.accept(docket);
        assertThat(docket.add(new Sum(2, 2)).result(LONGEST)).isEqualTo(4);
      }
    }
  }

  @Test
  void a_single_server_over_tcp_and_over_a_unix_socket() {
    try (LocalRedis redis = LocalRedis.builder().unixSocket(true).start()) {
      everything(redis.url());
      redis.restart();
      everything(redis.unixUrl());
      survives(redis.url(), docket -> redis.restart());
    }
  }

  @Test
  void a_cluster_also_when_a_master_fails_over() {
    try (LocalCluster cluster = LocalCluster.builder().masters(3).replicas(1).start()) {
      everything(cluster.url());
      survives(cluster.url(), docket -> cluster.failover(cluster.masterOf("{survives}:stream")));
    }
  }

  @Test
  void a_node_of_a_cluster_that_hangs_is_left_when_its_replica_takes_over() {
    try (LocalCluster cluster = LocalCluster.builder().masters(3).replicas(1).start()) {
      survives(cluster.url(), docket -> cluster.masterOf("{survives}:stream").pause());
    }
  }

  @Test
  void a_master_with_sentinels_also_when_it_fails_over() {
    try (LocalSentinel sentinel = LocalSentinel.start()) {
      everything(sentinel.url());
      survives(sentinel.url(), docket -> awaitWrites(docket, sentinel.failover()));
    }
  }

  @Test
  void a_master_that_is_made_a_replica_and_keeps_its_connections_is_left() {
    try (LocalSentinel sentinel = LocalSentinel.start();
        Docket docket = Docket.connect(sentinel.url(), "demoted");
        RedisClient client = RedisClient.create(sentinel.master().url());
        var old = client.connect()) {
      docket.add(new Trace("before"));
      LocalRedis heir = sentinel.failover();
      // Sentinels would do the same some seconds later, and close its connections.
      old.sync().replicaof("127.0.0.1", heir.port());

      docket.add(new Trace("after"));

      try (Worker worker = Worker.builder(docket).build()) {
        assertThat(worker.runUntilFinished().succeeded()).isPositive();
      }
    }
  }

  @Test
  void a_master_that_sentinels_have_replaced_gets_no_more_writes() {
    try (LocalSentinel sentinel = LocalSentinel.start();
        Docket docket = Docket.connect(sentinel.url(), "replaced")) {
      docket.add(new Trace("before"));
      // The old master takes writes for ten seconds more; they are lost when it becomes a replica.
      LocalRedis heir = sentinel.failover();

      awaitWrites(docket, heir);
    }
  }

  /** The master of before takes some writes still, which are lost; but soon it gets none. */
  private static void awaitWrites(Docket docket, LocalRedis heir) {
    try (RedisClient client = RedisClient.create(heir.url());
        var connection = client.connect()) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(8))
          .until(
              () -> {
                String key = docket.add(new Trace("after")).key();
                return connection.sync().exists("{%s}:run:%s".formatted(docket.name(), key)) == 1;
              });
    }
  }

  @Test
  void a_master_that_hangs_is_left_when_sentinels_replace_it() {
    try (LocalSentinel sentinel = LocalSentinel.start()) {
      survives(sentinel.url(), docket -> sentinel.master().pause());
    }
  }
}
