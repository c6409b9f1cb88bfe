package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.RunReport;
import dev.docket.Worker;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A docket of its own on a real Redis for each test, which must leave nothing behind. */
abstract class OnRedis {

  static final TestRedis REDIS = TestRedis.start();
  static final RedisClusterCommands<String, String> COMMANDS = REDIS.commands();

  Docket docket;
  private boolean leavesWork;

  @BeforeEach
  void connect() {
    docket = settings().name("test-" + UUID.randomUUID()).build();
  }

  /** The settings of the docket, which a test class may change; also for a second one. */
  Docket.Builder settings() {
    return Docket.builder()
        .url(REDIS.url())
        .heartbeatInterval(Duration.ofMillis(200))
        .missedHeartbeats(5);
  }

  @AfterEach
  void leaves_nothing_behind() {
    if (leavesWork) {
      docket.clear();
    }
    String prefix = "{" + docket.name() + "}:";
    assertThat(docket.snapshot().totalTasks()).as("pending work").isZero();
    docket.close();
    boolean streamed = COMMANDS.exists(prefix + "stream") == 1;
    if (streamed && !COMMANDS.xinfoGroups(prefix + "stream").isEmpty()) {
      assertThat(COMMANDS.xpending(prefix + "stream", "docket-workers").getCount()).isZero();
    }
    assertThat(COMMANDS.keys(prefix + "*"))
        .filteredOn(key -> COMMANDS.pttl(key) == -1)
        .as("keys without expiry")
        .isSubsetOf(prefix + "stream", prefix + "strikes");
  }

  /** The name of a Redis key of this docket. */
  String key(String name) {
    return "{" + docket.name() + "}:" + name;
  }

  /** For a test that is done while work is pending. */
  void leavesWork() {
    leavesWork = true;
  }

  RunReport runUntilFinished() {
    try (Worker worker = Worker.builder(docket).build()) {
      return worker.runUntilFinished();
    }
  }
}
