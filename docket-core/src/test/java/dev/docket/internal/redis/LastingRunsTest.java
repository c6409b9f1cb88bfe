package dev.docket.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.ExecutionState;
import dev.docket.Schedule;
import dev.docket.internal.redis.SettlementStore.Settled;
import dev.docket.internal.redis.WorkerStore.Lease;
import dev.docket.internal.redis.WorkerStore.Renewal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What runs for long, while its key or its claim goes its own way. */
class LastingRunsTest extends ByHand {

  LastingRunsTest() {
    super(Duration.ofMinutes(1));
  }

  private Renewal renew(Delivery delivery, List<String> held) {
    return workers.renew(identity("w@1"), List.of(new Lease(delivery.sid(), KEY, 1, held))).get(0);
  }

  private Delivery start(List<GateSpec> gates) {
    docket.add(new Pack(1), Schedule.keyed(KEY));
    Delivery delivery = read("w@1");
    assertThat(look("w@1", delivery, gates)).isEqualTo(new Verdict.Started(1, false));
    return delivery;
  }

  /** Redis forgets after a day who was dealt with by others. */
  private void aDayPasses() {
    redis
        .zrange(name("contested"), 0, -1)
        .forEach(sid -> redis.zincrby(name("contested"), -90_000_000, sid));
  }

  /** What makes it look for what it may forget. */
  private void anotherIsTakenAway() {
    docket.add(new Pack(9), Schedule.keyed("other"));
    read("w@3");
    docket.cancel("other");
  }

  @Test
  void one_that_was_replaced_a_day_ago_leaves_its_successor_alone() {
    Delivery delivery = start(NO_GATES);
    docket.replace(new Pack(2), Schedule.at(Instant.now().plusSeconds(600)).withKey(KEY));
    aDayPasses();
    assertThat(renew(delivery, List.of())).isEqualTo(Renewal.LOST);
    anotherIsTakenAway();

    assertThat(settle(delivery, 1, "COMPLETED")).isEqualTo(Settled.SUPERSEDED);
    assertThat(state()).isEqualTo(ExecutionState.SCHEDULED);
  }

  @Test
  void one_whose_cancel_was_requested_a_day_ago_is_not_retried() {
    Delivery delivery = start(NO_GATES);
    docket.cancel(KEY);
    aDayPasses();
    assertThat(renew(delivery, List.of())).isEqualTo(Renewal.CANCEL);
    anotherIsTakenAway();

    assertThat(retry(delivery, 1)).isEqualTo(Settled.CANCELLED);
    assertThat(state()).isEqualTo(ExecutionState.CANCELLED);
  }

  @Test
  void one_that_has_been_settled_leaves_no_mark_behind() {
    Delivery delivery = start(NO_GATES);
    settle(delivery, 1, "COMPLETED");

    renew(delivery, List.of());

    assertThat(redis.exists(name("contested"))).isZero();
  }

  private List<String> held() {
    return List.of("packs", redis.zrange(name("slots:packs"), 0, -1).getFirst());
  }

  private double lapse() {
    return redis.zrangeWithScores(name("slots:packs"), 0, -1).getFirst().getScore();
  }

  @Test
  void one_that_was_replaced_keeps_its_place_while_it_runs() {
    Delivery delivery = start(oneAtATime());
    List<String> held = held();
    docket.replace(new Pack(2), Schedule.now().withKey(KEY));
    redis.zincrby(name("slots:packs"), -200_000, held.get(1));
    double before = lapse();

    renew(delivery, held);

    assertThat(lapse()).isGreaterThan(before);
    assertThat(look("w@2", read("w@2"), oneAtATime())).isEqualTo(new Verdict.Parked("packs"));
  }

  @Test
  void one_whose_place_was_given_away_does_not_take_it_again() {
    Delivery delivery = start(oneAtATime());
    List<String> held = held();
    workers.farewell(identity("w@1"));

    assertThat(renew(delivery, held)).isEqualTo(Renewal.LOST);

    assertThat(redis.exists(name("slots:packs"))).isZero();
  }

  @Test
  void one_whose_claim_was_lost_with_a_master_takes_its_place_again() {
    Delivery delivery = start(oneAtATime());
    List<String> held = held();
    redis.del(name("slots:packs"), name("sets"));
    redis.hdel(keys.run(KEY), "epoch", "worker", "started", "held");
    redis.hset(keys.run(KEY), "state", "QUEUED");

    assertThat(renew(delivery, held)).isEqualTo(Renewal.OK);

    docket.add(new Pack(2), Schedule.keyed("second"));
    assertThat(look("w@2", read("w@2"), oneAtATime())).isEqualTo(new Verdict.Parked("packs"));
  }
}
