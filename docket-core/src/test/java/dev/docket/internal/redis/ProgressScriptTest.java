package dev.docket.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.local.LocalRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressScriptTest {

  /** It may come late: sent again by its text, behind the settlement of its run. */
  @ParameterizedTest
  @CsvSource({
    "RUNNING, 3, 1",
    "COMPLETED, 3, 1",
    "RUNNING, 4, 0",
    "SCHEDULED, 3, 0",
    "QUEUED, 3, 0"
  })
  void progress_counts_for_its_own_run_and_not_for_the_next(
      String state, String epoch, long counts) {
    String docket = "{progress-" + UUID.randomUUID() + "}:";
    RedisClient client = RedisClient.create(LocalRedis.shared("docket-core-tests").url());
    try (var connection = client.connect()) {
      RedisCommands<String, String> redis = connection.sync();
      redis.hset(docket + "run:k", Map.of("state", state, "epoch", epoch));

      Long answer =
          redis.eval(
              Script.PROGRESS.source(),
              ScriptOutputType.INTEGER,
              new String[] {docket + "stream"},
              "",
              "k",
              "3",
              "50",
              "100",
              "",
              "");

      assertThat(answer).isEqualTo(counts);
      assertThat(redis.hexists(docket + "run:k", "progress_current")).isEqualTo(counts == 1);
      redis.del(docket + "run:k");
    } finally {
      client.shutdown();
    }
  }
}
