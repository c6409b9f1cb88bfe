package dev.docket.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Schedule;
import dev.docket.internal.redis.WorkerStore.Lease;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where no record is kept after its end. */
class UnkeptRecordsTest extends ByHand {

  UnkeptRecordsTest() {
    super(Duration.ZERO);
  }

  @Test
  void a_replaced_run_does_not_come_again_when_its_successor_has_ended_first() {
    docket.add(new Pack(1), Schedule.keyed(KEY));
    Delivery predecessor = read("w@1");
    claim(predecessor, "w@1");
    docket.replace(new Pack(2), Schedule.now().withKey(KEY));
    Delivery successor = read("w@2");
    claim(successor, "w@2");
    settle(successor, 2, "COMPLETED");

    workers.farewell(identity("w@1"));

    assertThat(redis.xlen(keys.stream())).isZero();
  }

  @Test
  void a_run_that_has_lost_its_record_comes_again_when_its_worker_leaves() {
    docket.add(new Pack(1), Schedule.keyed(KEY));
    Delivery delivery = read("w@1");
    claim(delivery, "w@1");
    redis.del(keys.run(KEY));
    workers.renew(identity("w@1"), List.of(new Lease(delivery.sid(), KEY, 1, List.of())));

    workers.farewell(identity("w@1"));

    assertThat(claim(read("w@2"), "w@2")).isEqualTo(new Verdict.Started(1, false));
  }

  @Test
  void a_message_that_has_lost_its_record_goes_on_when_its_worker_leaves() {
    docket.add(new Pack(1), Schedule.keyed(KEY));
    read("w@1");
    redis.del(keys.run(KEY));

    workers.farewell(identity("w@1"));

    assertThat(claim(read("w@2"), "w@2")).isEqualTo(new Verdict.Started(1, false));
  }
}
