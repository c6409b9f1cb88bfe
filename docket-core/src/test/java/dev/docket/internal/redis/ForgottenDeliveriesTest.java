package dev.docket.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.ExecutionState;
import dev.docket.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A master that takes over may not know of the last reads. Who was given something then and claims
 * it late must not spoil what others have made of it meanwhile.
 */
class ForgottenDeliveriesTest extends ByHand {

  private static final Duration PATIENCE = Duration.ofHours(1);

  ForgottenDeliveriesTest() {
    super(Duration.ofMinutes(1));
  }

  private Delivery forgotten;

  @BeforeEach
  void one_is_read_and_its_read_forgotten() {
    docket.add(new Pack(1), Schedule.keyed(KEY));
    forgotten = read("w@1");
    forgetDelivery(forgotten);
  }

  @Test
  void what_another_has_put_on_the_schedule_for_a_retry_stays_there() {
    Delivery again = read("w@2");
    claim(again, "w@2");
    retry(again, 1);

    assertThat(claim(forgotten, "w@1")).isInstanceOf(Verdict.Stale.class);
    assertThat(state()).isEqualTo(ExecutionState.SCHEDULED);
    docket.operations().runNow(KEY);
    assertThat(claim(read("w@2"), "w@2")).isEqualTo(new Verdict.Started(2, false));
  }

  @Test
  void what_another_has_completed_stays_completed() {
    Delivery again = read("w@2");
    claim(again, "w@2");
    settle(again, 1, "COMPLETED");

    assertThat(claim(forgotten, "w@1")).isInstanceOf(Verdict.Stale.class);
    assertThat(state()).isEqualTo(ExecutionState.COMPLETED);
  }

  @Test
  void what_another_does_not_know_stays_on_the_schedule() {
    store.bounce("w@2", List.of(read("w@2")), PATIENCE);

    assertThat(claim(forgotten, "w@1")).isInstanceOf(Verdict.Stale.class);
    assertThat(state()).isEqualTo(ExecutionState.SCHEDULED);
  }

  @Test
  void what_was_cancelled_does_not_start() {
    docket.cancel(KEY);

    assertThat(claim(forgotten, "w@1")).isInstanceOf(Verdict.Stale.class);
    assertThat(state()).isEqualTo(ExecutionState.CANCELLED);
  }

  @Test
  void what_was_replaced_leaves_its_successor_on_the_schedule() {
    docket.replace(new Pack(2), Schedule.at(Instant.now().plusSeconds(60)).withKey(KEY));

    assertThat(claim(forgotten, "w@1")).isInstanceOf(Verdict.Stale.class);
    assertThat(state()).isEqualTo(ExecutionState.SCHEDULED);
  }

  @Test
  void what_another_runs_is_left_to_that_one() {
    Delivery again = read("w@2");
    claim(again, "w@2");

    assertThat(claim(forgotten, "w@1")).isInstanceOf(Verdict.Stale.class);
    assertThat(settle(again, 1, "COMPLETED")).isEqualTo(SettlementStore.Settled.ENDED);
  }

  @Test
  void what_another_runs_is_not_handed_back() {
    Delivery again = read("w@2");
    claim(again, "w@2");

    store.handBack("w@1", List.of(new DeliveryStore.Unfinished(forgotten.sid(), -1)));

    assertThat(settle(again, 1, "COMPLETED")).isEqualTo(SettlementStore.Settled.ENDED);
    assertThat(redis.xlen(keys.stream())).isZero();
  }

  @Test
  void what_another_runs_is_not_put_off_by_who_does_not_know_it() {
    Delivery again = read("w@2");
    claim(again, "w@2");

    store.bounce("w@1", List.of(forgotten), PATIENCE);

    assertThat(settle(again, 1, "COMPLETED")).isEqualTo(SettlementStore.Settled.ENDED);
    assertThat(state()).isEqualTo(ExecutionState.COMPLETED);
  }

  @Test
  void what_is_delivered_again_starts_once() {
    assertThat(claim(forgotten, "w@1")).isInstanceOf(Verdict.Stale.class);
    assertThat(state()).isEqualTo(ExecutionState.QUEUED);

    assertThat(claim(read("w@2"), "w@2")).isEqualTo(new Verdict.Started(1, false));
  }

  @Test
  void a_claim_that_comes_twice_spoils_nothing_that_it_had_started() {
    Delivery first = read("w@1");
    docket.add(new Pack(2), Schedule.keyed("second"));
    docket.add(new Pack(3), Schedule.keyed("third"));
    List<Delivery> batch = List.of(first, read("w@1"), read("w@1"));
    claims.start("w", "w@1", batch);
    settle(batch.get(0), 1, "COMPLETED");
    retry(batch.get(1), 1);

    claims.start("w", "w@1", batch);

    assertThat(state()).isEqualTo(ExecutionState.COMPLETED);
    assertThat(docket.execution("second").orElseThrow().state())
        .isEqualTo(ExecutionState.SCHEDULED);
    assertThat(docket.execution("third").orElseThrow().state()).isEqualTo(ExecutionState.RUNNING);
  }
}
