package dev.docket.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.ExecutionState;
import dev.docket.Schedule;
import dev.docket.internal.redis.DeliveryStore.Struck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Deliveries that have not started where they came, or not for good. */
class UnstartedDeliveriesTest extends ByHand {

  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final List<GateSpec> COOLDOWN =
      List.of(new GateSpec("cooldown", "cooldown:packs", 60_000, 0, 0));

  UnstartedDeliveriesTest() {
    super(Duration.ofMinutes(1));
  }

  private void dies(String consumer) {
    workers.lapse(identity(consumer));
    Awaitility.await()
        .until(
            () -> {
              introduce("sweeper@1"); // which is no judge of others when it was not heard itself
              redis.del(name("sweeping"));
              workers.sweep(identity("sweeper@1"), Duration.ofMillis(1), 3, 0);
              return redis.zscore(name("workers"), consumer) == null;
            });
  }

  @Test
  void what_a_dead_worker_never_started_is_new_to_the_next() {
    docket.add(new Pack(1));
    look("w@1", read("w@1"), COOLDOWN);
    docket.add(new Pack(2), Schedule.keyed(KEY));
    read("w@1");
    dies("w@1");
    introduce("w@2");
    Delivery first = read("w@2");
    Delivery second = read("w@2");

    assertThat(look("w@2", first, COOLDOWN)).isEqualTo(new Verdict.Started(2, true));
    assertThat(look("w@2", second, COOLDOWN)).isInstanceOf(Verdict.Dropped.class);
  }

  @Test
  void what_kills_each_worker_before_it_starts_is_undeliverable_in_the_end() {
    docket.add(new Pack(1), Schedule.keyed(KEY));
    for (String consumer : List.of("w@1", "w@2", "w@3")) {
      assertThat(state()).isEqualTo(ExecutionState.QUEUED);
      read(consumer);
      dies(consumer);
    }

    assertThat(state()).isEqualTo(ExecutionState.FAILED);
  }

  @Test
  void what_is_undeliverable_frees_the_place_that_was_kept_for_it() {
    docket.add(new Pack(1), Schedule.keyed("holder"));
    Delivery holder = read("w@0");
    look("w@0", holder, oneAtATime());
    docket.add(new Pack(2), Schedule.keyed(KEY));
    look("w@0", read("w@0"), oneAtATime());
    workers.farewell(identity("w@0")); // whose place goes to the one that waits
    docket.cancel("holder");
    for (String consumer : List.of("w@1", "w@2", "w@3")) {
      read(consumer);
      dies(consumer);
    }

    assertThat(state()).isEqualTo(ExecutionState.FAILED);
    assertThat(redis.exists(name("slots:packs"))).isZero();
  }

  /** As a producer does that knows nothing of records. */
  private Delivery written(int number) {
    redis.xadd(
        keys.stream(), Map.of("key", KEY, "task", "Pack", "args", "{\"number\":" + number + "}"));
    return read("w@1");
  }

  @Test
  void a_plain_message_whose_key_has_ended_is_left_to_those_who_know_its_task() {
    docket.add(new Pack(1), Schedule.keyed(KEY));
    Delivery ended = read("w@1");
    claim(ended, "w@1");
    settle(ended, 1, "COMPLETED");

    store.bounce("w@1", List.of(written(2)), PATIENCE);

    assertThat(state()).isEqualTo(ExecutionState.SCHEDULED);
    assertThat(record().arguments()).containsEntry("number", 2);
    assertThat(redis.exists(name("completed"))).isZero();
  }

  @Test
  void a_plain_message_does_not_take_the_place_of_what_is_scheduled_under_its_key() {
    docket.add(new Pack(1), Schedule.at(Instant.now().plusSeconds(60)).withKey(KEY));

    store.bounce("w@1", List.of(written(2)), PATIENCE);

    assertThat(record().arguments()).containsEntry("number", 1);
  }

  @Test
  void one_that_is_cancelled_between_two_claims_frees_its_place() {
    docket.add(new Pack(1), Schedule.keyed(KEY));
    Delivery delivery = read("w@1");
    look("w@1", delivery, oneAtATime());
    docket.cancel(KEY);

    assertThat(look("w@1", delivery.perhapsClaimed(), oneAtATime()))
        .isInstanceOf(Verdict.Cancelled.class);
    assertThat(redis.exists(name("slots:packs"))).isZero();
  }

  @Test
  void one_that_is_struck_between_two_claims_frees_its_place() {
    docket.add(new Pack(1), Schedule.keyed(KEY));
    Delivery delivery = read("w@1");
    look("w@1", delivery, oneAtATime());

    store.skip(List.of(new Struck(delivery.sid(), KEY, "Pack", 1, "struck: all", "")));

    assertThat(state()).isEqualTo(ExecutionState.CANCELLED);
    assertThat(redis.exists(name("slots:packs"))).isZero();
  }
}
