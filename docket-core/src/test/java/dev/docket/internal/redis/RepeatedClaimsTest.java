package dev.docket.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.ExecutionState;
import dev.docket.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A claim whose answer was lost or late, and which its worker sends again. */
class RepeatedClaimsTest extends ByHand {

  RepeatedClaimsTest() {
    super(Duration.ofMinutes(1));
  }

  @Test
  void its_place_is_not_given_to_those_who_wait() {
    docket.add(new Pack(1), Schedule.keyed(KEY));
    Delivery first = read("w@1");
    look("w@1", first, oneAtATime());
    docket.add(new Pack(2), Schedule.keyed("second"));
    assertThat(look("w@1", read("w@1"), oneAtATime())).isInstanceOf(Verdict.Parked.class);

    assertThat(look("w@1", first.perhapsClaimed(), oneAtATime()))
        .isEqualTo(new Verdict.Started(2, false));
    assertThat(redis.zcard(name("waiters:packs"))).isOne();
    assertThat(redis.zcard(name("slots:packs"))).isOne();
  }

  @Test
  void a_place_that_it_needs_no_more_goes_to_those_who_wait() {
    docket.add(new Pack(1), Schedule.keyed(KEY));
    Delivery first = read("w@1");
    look("w@1", first, oneAtATime());
    docket.add(new Pack(2), Schedule.keyed("second"));
    look("w@1", read("w@1"), oneAtATime());

    look("w@1", first.perhapsClaimed(), List.of(new GateSpec("concurrency", "others", 1, 0, 0)));

    assertThat(redis.zcard(name("waiters:packs"))).isZero();
    assertThat(read("w@1").key()).isEqualTo("second");
  }

  @Test
  void it_is_told_to_run_once() throws Exception {
    docket.add(new Pack(1), Schedule.keyed(KEY));
    List<ExecutionState> told = new CopyOnWriteArrayList<>();
    try (AutoCloseable events = docket.subscribe(KEY, event -> told.add(event.state()))) {
      Delivery delivery = read("w@1");
      claim(delivery, "w@1");
      claim(delivery.perhapsClaimed(), "w@1");
      settle(delivery, 2, "COMPLETED");
      Awaitility.await().until(() -> told.contains(ExecutionState.COMPLETED));
    }

    assertThat(told)
        .containsExactly(ExecutionState.QUEUED, ExecutionState.RUNNING, ExecutionState.COMPLETED);
  }
}
