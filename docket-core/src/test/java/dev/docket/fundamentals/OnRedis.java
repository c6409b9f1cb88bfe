package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.RunReport;
import dev.docket.Worker;
import dev.docket.local.LocalRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A docket of its own on a real Redis for each test, which must leave nothing behind. */
abstract class OnRedis {

  static final LocalRedis REDIS = LocalRedis.shared("docket-core-tests");
  private static final RedisClient CLIENT = RedisClient.create(REDIS.url());
  static final RedisCommands<String, String> COMMANDS = CLIENT.connect().sync();

  Docket docket;

  @BeforeEach
  void connect() {
    docket =
        Docket.builder()
            .url(REDIS.url())
            .name("test-" + UUID.randomUUID())
            .heartbeatInterval(Duration.ofMillis(200))
            .missedHeartbeats(3)
            .build();
  }

  @AfterEach
  void leaves_nothing_behind() {
    docket.clear();
    String prefix = "{" + docket.name() + "}:";
    docket.close();
    List<String> infrastructure = List.of("stream", "strikes", "promoter", "sweeping", "sets");
    if (COMMANDS.exists(prefix + "stream") == 1
        && !COMMANDS.xinfoGroups(prefix + "stream").isEmpty()) {
      assertThat(COMMANDS.xpending(prefix + "stream", "docket-workers").getCount()).isZero();
    }
    assertThat(COMMANDS.keys(prefix.replace("[", "\\[") + "*"))
        .filteredOn(key -> COMMANDS.pttl(key) < 0)
        .allMatch(key -> infrastructure.contains(key.substring(prefix.length())), "expires");
  }

  RunReport runUntilFinished() {
    try (Worker worker = Worker.builder(docket).build()) {
      return worker.runUntilFinished();
    }
  }
}
