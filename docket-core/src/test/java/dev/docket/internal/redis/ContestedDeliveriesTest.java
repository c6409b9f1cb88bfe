package dev.docket.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.ExecutionRecord;
import dev.docket.ExecutionState;
import dev.docket.Schedule;
import dev.docket.internal.redis.ClaimStore.Claim;
import dev.docket.internal.redis.ClaimStore.Claims;
import dev.docket.internal.redis.SettlementStore.Settled;
import io.lettuce.core.XReadArgs.StreamOffset;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A worker claims and settles most of what it was given without a look at the record. What becomes
 * of the execution in between, by the hand of others, must stay.
 */
class ContestedDeliveriesTest extends OneParcel {

  @Test
  void a_first_claim_starts_and_its_settlement_ends() {
    Delivery delivery = read("w@1");

    assertThat(claim(delivery, "w@1")).isEqualTo(new Verdict.Started(1, false));
    assertThat(record().state()).isEqualTo(ExecutionState.RUNNING);
    assertThat(record().worker()).isEqualTo("w");
    assertThat(settle(delivery, 1, "COMPLETED")).isEqualTo(Settled.ENDED);
    assertThat(record().state()).isEqualTo(ExecutionState.COMPLETED);
    assertThat(record().arguments()).containsEntry("number", 1);
    assertThat(redis.xlen(keys.stream())).isZero();
  }

  @Test
  void one_that_was_cancelled_after_it_was_read_does_not_start() {
    Delivery delivery = read("w@1");
    docket.cancel(KEY);

    assertThat(claim(delivery, "w@1")).isInstanceOf(Verdict.Stale.class);
    assertThat(record().state()).isEqualTo(ExecutionState.CANCELLED);
    assertThat(record().startedAt()).isNull();
  }

  @Test
  void one_that_was_replaced_after_it_was_read_leaves_its_successor_alone() {
    Delivery delivery = read("w@1");
    docket.replace(new Pack(2), Schedule.at(Instant.now().plusSeconds(60)).withKey(KEY));

    assertThat(claim(delivery, "w@1")).isInstanceOf(Verdict.Stale.class);
    assertThat(record().state()).isEqualTo(ExecutionState.SCHEDULED);
    assertThat(record().arguments()).containsEntry("number", 2);
  }

  @Test
  void one_that_was_given_to_another_worker_meanwhile_does_not_start_twice() {
    Delivery late = read("w@1");
    store.handBack("w@1", List.of(new DeliveryStore.Unfinished(late.sid(), -1)));
    introduce("w@2");
    Delivery next = read("w@2");

    assertThat(claim(next, "w@2")).isInstanceOf(Verdict.Started.class);
    assertThat(claim(late, "w@1")).isInstanceOf(Verdict.Stale.class);
    assertThat(settle(next, epoch(), "COMPLETED")).isEqualTo(Settled.ENDED);
  }

  private long epoch() {
    return Long.parseLong(redis.hget(keys.run(KEY), "epoch"));
  }

  @Test
  void a_worker_that_counts_as_dead_looks_at_what_it_claims() {
    Delivery delivery = read("w@1");
    docket.cancel(KEY);
    redis.del("{" + keys.docket() + "}:contested", keys.worker("w@1"));

    assertThat(claim(delivery, "w@1")).isInstanceOf(Verdict.Stale.class);
    assertThat(record().state()).isEqualTo(ExecutionState.CANCELLED);
  }

  @Test
  void a_message_that_has_lost_its_record_is_adopted() {
    Delivery delivery = read("w@1");
    redis.del(keys.run(KEY));

    assertThat(claim(delivery, "w@1")).isEqualTo(new Verdict.Started(1, false));
    assertThat(record().taskName()).isEqualTo("Pack");
    assertThat(record().arguments()).containsEntry("number", 1);
  }

  @Test
  void of_two_claims_of_one_message_the_second_counts() {
    Delivery delivery = read("w@1");
    claim(delivery, "w@1");

    assertThat(claim(delivery, "w@1")).isEqualTo(new Verdict.Started(2, false));
    assertThat(settle(delivery, 1, "FAILED")).isEqualTo(Settled.SUPERSEDED);
    assertThat(record().state()).isEqualTo(ExecutionState.RUNNING);
    assertThat(redis.xpending(keys.stream(), Keys.GROUP).getCount()).isEqualTo(1);
    assertThat(settle(delivery, 2, "COMPLETED")).isEqualTo(Settled.ENDED);
  }

  @Test
  void a_run_that_was_replaced_leaves_its_successor_alone() {
    Delivery delivery = read("w@1");
    claim(delivery, "w@1");
    docket.replace(new Pack(2), Schedule.now().withKey(KEY));

    assertThat(settle(delivery, 1, "COMPLETED")).isEqualTo(Settled.SUPERSEDED);
    assertThat(record().state()).isEqualTo(ExecutionState.QUEUED);
    Delivery successor = read("w@1");
    assertThat(claim(successor, "w@1")).isEqualTo(new Verdict.Started(2, false));
    assertThat(settle(successor, 2, "COMPLETED")).isEqualTo(Settled.ENDED);
    assertThat(redis.xlen(keys.stream())).isZero();
  }

  @Test
  void a_run_whose_cancel_was_requested_fails_as_cancelled() {
    Delivery delivery = read("w@1");
    claim(delivery, "w@1");
    docket.cancel(KEY);

    assertThat(settle(delivery, 1, "FAILED")).isEqualTo(Settled.CANCELLED);
    assertThat(record().state()).isEqualTo(ExecutionState.CANCELLED);
  }

  @Test
  void a_settlement_that_is_sent_again_is_answered_as_before() {
    Delivery delivery = read("w@1");
    claim(delivery, "w@1");

    assertThat(settle(delivery, 1, "COMPLETED")).isEqualTo(Settled.ENDED);
    assertThat(settle(delivery, 1, "COMPLETED")).isEqualTo(Settled.ENDED);
  }

  @Test
  void a_run_whose_record_is_gone_does_not_bring_it_back() {
    Delivery delivery = read("w@1");
    claim(delivery, "w@1");
    redis.del(keys.run(KEY));

    assertThat(settle(delivery, 1, "COMPLETED")).isEqualTo(Settled.SUPERSEDED);
    assertThat(docket.execution(KEY)).isEmpty();
    assertThat(redis.xlen(keys.stream())).isZero();
  }

  @Test
  void what_somebody_else_stores_under_its_key_stays() {
    Delivery delivery = read("w@1");
    claim(delivery, "w@1");
    redis.del(keys.run(KEY));
    redis.set(keys.run(KEY), "mine");

    assertThat(settle(delivery, 1, "COMPLETED")).isEqualTo(Settled.SUPERSEDED);
    assertThat(redis.get(keys.run(KEY))).isEqualTo("mine");
    assertThat(docket.failed(10)).extracting(ExecutionRecord::key).anyMatch(k -> k.endsWith(KEY));
  }

  /** As a replica that has not heard of delivery and claim when it becomes the master. */
  private void forgetClaim(Delivery delivery) {
    redis.xack(keys.stream(), Keys.GROUP, delivery.sid());
    redis.xgroupSetid(StreamOffset.from(keys.stream(), "0"), Keys.GROUP);
    redis.hdel(keys.run(KEY), "epoch", "worker", "started");
    redis.hset(keys.run(KEY), "state", "QUEUED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"COMPLETED", "FAILED"})
  void a_run_whose_claim_was_lost_with_a_master_is_settled(String state) {
    Delivery delivery = read("w@1");
    claim(delivery, "w@1");
    forgetClaim(delivery);

    assertThat(settle(delivery, 1, state)).isEqualTo(Settled.ENDED);
    assertThat(record().state()).isEqualTo(ExecutionState.valueOf(state));
    assertThat(redis.xlen(keys.stream())).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"COMPLETED", "FAILED"})
  void a_run_that_another_has_taken_over_leaves_that_one_its_message(String state) {
    Delivery delivery = read("w@1");
    claim(delivery, "w@1");
    claim(delivery.perhapsClaimed(), "w@1");
    redis.del("{" + keys.docket() + "}:contested");
    redis.xack(keys.stream(), Keys.GROUP, delivery.sid());

    assertThat(settle(delivery, 1, state)).isEqualTo(Settled.SUPERSEDED);
    assertThat(redis.xlen(keys.stream())).isEqualTo(1);
    assertThat(settle(delivery, 2, state)).isEqualTo(Settled.ENDED);
    assertThat(redis.xlen(keys.stream())).isZero();
  }

  @Test
  void of_a_batch_each_is_answered_in_its_place() {
    docket.add(new Pack(2), Schedule.keyed("second"));
    docket.add(new Pack(3), Schedule.keyed("third"));
    Delivery first = read("w@1");
    Delivery second = read("w@1").perhapsClaimed();
    Delivery third = read("w@1");
    List<GateSpec> gates = List.of(new GateSpec("concurrency", "packs", 1, 0, 0));

    Claims claimed =
        claims.look(
            "w",
            "w@1",
            List.of(
                new Claim(first, gates, ""),
                new Claim(second, gates, ""),
                new Claim(third, List.of(), "")));

    assertThat(claimed.verdicts())
        .containsExactly(
            new Verdict.Started(1, false),
            new Verdict.Parked("packs"),
            new Verdict.Started(1, false));
    docket.cancel("second");
    assertThat(
            settle(
                List.of(
                    settlement(third, 1, "COMPLETED"),
                    settlement(first, 1, "FAILED"),
                    settlement(third, 2, "COMPLETED"))))
        .containsExactly(Settled.ENDED, Settled.ENDED, Settled.SUPERSEDED);
    assertThat(docket.execution("third").orElseThrow().state()).isEqualTo(ExecutionState.COMPLETED);
    assertThat(record().state()).isEqualTo(ExecutionState.FAILED);
  }

  @Test
  void of_a_batch_one_that_is_contested_makes_the_others_no_less_complete() {
    docket.add(new Pack(2), Schedule.keyed("second"));
    Delivery first = read("w@1");
    Delivery second = read("w@1");
    claim(first, "w@1");
    claim(second, "w@1");
    docket.replace(new Pack(3), Schedule.at(Instant.now().plusSeconds(60)).withKey("second"));

    assertThat(
            settle(List.of(settlement(second, 1, "COMPLETED"), settlement(first, 1, "COMPLETED"))))
        .containsExactly(Settled.SUPERSEDED, Settled.ENDED);
    assertThat(redis.xlen(keys.stream())).isZero();
    assertThat(redis.hgetall("{" + keys.docket() + "}:stats:1"))
        .containsEntry("succeeded:Pack", "2");
    docket.cancel("second");
  }
}
