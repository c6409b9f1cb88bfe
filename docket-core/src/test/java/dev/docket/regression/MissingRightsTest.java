package dev.docket.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.DocketListener;
import dev.docket.Execution;
import dev.docket.ExecutionState;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.local.LocalRedis;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A user of Redis who lacks a right: no task pays for it, and it goes on once it is given. */
class MissingRightsTest {

  record Ship(int order) implements Task {}

  private static DocketListener counting(AtomicInteger disrupted) {
    return new DocketListener() {
      @Override
      public void disrupted(Throwable error) {
        disrupted.incrementAndGet();
      }
    };
  }

  /** PUBSUB is needed to claim, and not to put aside what cannot be claimed; XACK to settle. */
  @ParameterizedTest
  @EnumSource(names = {"PUBSUB", "XACK"})
  void a_right_that_is_missing_for_a_while_fails_no_task(CommandType right) {
    AtomicInteger ran = new AtomicInteger();
    AtomicInteger disrupted = new AtomicInteger();
    try (LocalRedis redis = LocalRedis.start();
        RedisClient client = RedisClient.create(redis.url());
        StatefulRedisConnection<String, String> connection = client.connect();
        Docket docket = Docket.builder().url(redis.url()).listener(counting(disrupted)).build();
        Worker worker = Worker.builder(docket).reconnectionDelay(Duration.ofMillis(20)).build()) {
      docket.register(Ship.class, ship -> ran.incrementAndGet());
      Execution<Void> execution = docket.add(new Ship(1), Schedule.keyed("ship"));
      connection.sync().aclSetuser("default", AclSetuserArgs.Builder.removeCommand(right));

      worker.start();
      Awaitility.await().until(() -> disrupted.get() > 2 || !docket.failed(1).isEmpty());
      connection.sync().aclSetuser("default", AclSetuserArgs.Builder.addCommand(right));

      assertThat(docket.failed(10)).isEmpty();
      Awaitility.await().until(() -> execution.state() == ExecutionState.COMPLETED);
      assertThat(ran).hasValue(1);
    }
  }
}
