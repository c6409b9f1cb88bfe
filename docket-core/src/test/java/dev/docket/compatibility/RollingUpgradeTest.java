package dev.docket.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.ExecutionState;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.local.LocalRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** This version on one docket with an earlier and with a later one. */
class RollingUpgradeTest {

  record Job(int number) implements Task {}

  private static final String URL = LocalRedis.shared("docket-core-tests").url();
  private static final int EACH = 40;

  private final RedisClient client = RedisClient.create(URL);
  private final RedisCommands<String, String> redis = client.connect().sync();
  private final Queue<String> ran = new ConcurrentLinkedQueue<>();
  private Docket docket;
  private String p;

  @BeforeEach
  void connect() {
    docket =
        Docket.builder()
            .url(URL)
            .name("rolling-" + UUID.randomUUID())
            .heartbeatInterval(Duration.ofMillis(300))
            .missedHeartbeats(20)
            .build();
    p = "{" + docket.name() + "}:";
  }

  @AfterEach
  void close() {
    docket.close();
    client.shutdown();
  }

  /** What an earlier release adds: the message and the record, without what is newer. */
  private void addAsEarlier(String key, int number) {
    String args = "{\"number\":" + number + "}";
    String sid =
        redis.xadd(
            p + "stream",
            Map.of("key", key, "task", "Job", "args", args, "gen", "1", "attempt", "1"));
    redis.hset(
        p + "run:" + key,
        Map.of("state", "QUEUED", "gen", "1", "task", "Job", "attempt", "1", "sid", sid));
  }

  private List<String> addFromBoth() {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      addAsEarlier("earlier-" + i, i);
      docket.add(new Job(i), Schedule.keyed("this-" + i));
      docket.add(new Job(i), Schedule.in(Duration.ofMillis(20L * i)).withKey("later-" + i));
      keys.addAll(List.of("earlier-" + i, "this-" + i, "later-" + i));
    }
    return keys;
  }

  @Test
  void an_earlier_producer_and_worker_share_a_docket_with_this_version_and_nothing_is_lost() {
    CountDownLatch oldIsDead = new CountDownLatch(1);
    docket.register(
        Job.class,
        (job, context) -> {
          oldIsDead.await();
          ran.add(context.key());
        });
    List<String> keys = addFromBoth();
    try (HandWrittenWorker old = new HandWrittenWorker(URL, docket.name(), "[\"Job\"]");
        Worker worker = Worker.builder(docket).concurrency(2).build()) {
      for (int i = 0; i < 10; i++) {
        assertThat(old.runOne(false)).isTrue();
      }
      worker.start();
      while (old.ran.size() < 20) {
        old.runOne(false);
      }
      Awaitility.await()
          .untilAsserted(
              () -> {
                old.heartbeat();
                assertThat(docket.workers()).hasSize(2);
              });
      while (old.ran.size() < 21) {
        old.runOne(true);
      }
      oldIsDead.countDown();

      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> docket.snapshot().totalTasks() == 0);
      for (String key : keys) {
        assertThat(docket.execution(key).orElseThrow().state())
            .as(key)
            .isEqualTo(ExecutionState.COMPLETED);
      }
      assertRuns(keys, old);
    }
  }

  /** Each ran once, but the one in the middle of which the old worker died: that ran twice. */
  private void assertRuns(List<String> keys, HandWrittenWorker old) {
    List<String> all = new ArrayList<>(old.ran);
    all.addAll(ran);
    String cut = List.copyOf(old.ran).getLast();
    assertThat(new HashSet<>(all)).isEqualTo(new HashSet<>(keys));
    Map<String, Integer> runs = new HashMap<>();
    all.forEach(key -> runs.merge(key, 1, Integer::sum));
    assertThat(runs.remove(cut)).isEqualTo(2);
    assertThat(runs.values()).containsOnly(1);
    assertThat(ran).isNotEmpty();
  }

  @Test
  void fields_of_a_later_release_are_passed_over() {
    docket.register(Job.class, (job, context) -> ran.add(context.key()));
    redis.xadd(
        p + "stream",
        Map.of(
            "key", "k", "task", "Job", "args", "{\"number\":1,\"region\":\"eu\"}", "shard", "7"));
    docket.add(new Job(1), Schedule.in(Duration.ofMillis(100)).withKey("s"));
    redis.hset(p + "run:s", Map.of("priority", "5", "tenant", "x"));
    redis.hset(
        p + "worker:new@1",
        Map.of(
            "name",
            "new",
            "tasks",
            "[\"Job\"]",
            "lease",
            "300000",
            "silence",
            "60000",
            "concurrency",
            "4",
            "running",
            "0",
            "region",
            "eu"));
    redis.pexpire(p + "worker:new@1", 60_000);
    redis.zadd(p + "workers", System.currentTimeMillis(), "new@1");
    redis.xadd(
        p + "strikes",
        Map.of(
            "op",
            "strike",
            "task",
            "Other",
            "parameter",
            "",
            "operator",
            "",
            "value",
            "",
            "reason",
            "",
            "author",
            "",
            "at",
            "",
            "until",
            "tomorrow"));

    try (Worker worker = Worker.builder(docket).build()) {
      assertThat(docket.workers()).extracting("name").contains("new");
      assertThat(worker.runUntilFinished().succeeded()).isEqualTo(2);
    }
    assertThat(docket.strikes()).hasSize(1);
    assertThat(ran).containsExactlyInAnyOrder("k", "s");
  }
}
