package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.operations.Explanation;
import dev.docket.operations.Explanation.Reason;
import io.lettuce.core.Consumer;
import io.lettuce.core.XClaimArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Of what a worker was given, where no real one stays in that state for long enough to be asked.
 */
class DeliveryExplanationsTest extends OnRedis {

  record Ship(int order) implements Task {}

  private Explanation explain(String key) {
    return docket.operations().explain(key).orElseThrow();
  }

  private String deliver(String worker, Instant seen) {
    String prefix = "{" + docket.name() + "}:";
    String consumer = worker + "@1";
    COMMANDS.hset(
        prefix + "worker:" + consumer,
        Map.of(
            "name",
            worker,
            "tasks",
            "[\"Ship\"]",
            "silence",
            "60000",
            "lease",
            "300000",
            "concurrency",
            "1",
            "running",
            "0"));
    COMMANDS.expire(prefix + "worker:" + consumer, 60);
    COMMANDS.zadd(prefix + "workers", seen.toEpochMilli(), consumer);
    COMMANDS.expire(prefix + "workers", 60);
    COMMANDS.xgroupCreate(StreamOffset.from(prefix + "stream", "0"), "docket-workers");
    return read(prefix + "stream", consumer);
  }

  @SuppressWarnings("unchecked") // a generic varargs array that stays in the call
  private static String read(String stream, String consumer) {
    return COMMANDS
        .xreadgroup(
            Consumer.from("docket-workers", consumer),
            XReadArgs.Builder.count(1),
            StreamOffset.lastConsumed(stream))
        .get(0)
        .getId();
  }

  @Test
  void being_delivered() {
    leavesWork();
    docket.add(new Ship(1), Schedule.keyed("k"));
    deliver("north", Instant.now());

    assertThat(explain("k"))
        .isEqualTo(
            new Explanation(
                Reason.BEING_DELIVERED,
                "delivered to worker north, about to start there",
                null,
                "north"));
    docket.add(new Ship(2), Schedule.keyed("next"));
    assertThat(explain("next").text())
        .isEqualTo("about to be taken by worker north: 0 of 1 permits busy");
  }

  @Test
  void being_redelivered_since_its_worker_hangs() {
    leavesWork();
    docket.add(new Ship(1), Schedule.keyed("k"));
    String sid = deliver("north", Instant.now());
    COMMANDS.xclaim(
        "{" + docket.name() + "}:stream",
        Consumer.from("docket-workers", "north@1"),
        XClaimArgs.Builder.minIdleTime(0).idle(100_000),
        sid);

    Explanation why = explain("k");
    assertThat(why.reason()).isEqualTo(Reason.BEING_REDELIVERED);
    assertThat(why.text())
        .matches(
            "being redelivered in 3 minutes since worker north has not renewed its lease for 10\\d s");
    assertThat(why.timeless())
        .isEqualTo("being redelivered in 3 minutes since worker north has not renewed its lease");
    assertThat(why.until())
        .isBetween(Instant.now().plusSeconds(190), Instant.now().plusSeconds(210));
  }
}
