package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.ExecutionState;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Strike.Operator;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.Debounce;
import dev.docket.behavior.Perpetual;
import dev.docket.behavior.RateLimit;
import dev.docket.behavior.Retry;
import dev.docket.operations.Explanation;
import dev.docket.operations.Explanation.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ExplanationsTest extends AskingWhy {

  record Ship(int order) implements Task {}

  record Mail(@RateLimit(max = 1, per = "1h") String to) implements Task {}

  record Index(@Debounce("1h") String page) implements Task {}

  @Retry(attempts = 5, delay = "1h")
  record Pay(int order) implements Task {}

  @Perpetual(every = "1h")
  record Tidy() implements Task {}

  @Test
  void nothing_is_said_of_an_unknown_key() {
    assertThat(docket.operations().explain("nothing")).isEmpty();
  }

  @Test
  void due_later() {
    leavesWork();
    docket.add(new Ship(1), Schedule.in(Duration.ofMinutes(3)).withKey("k"));

    Explanation why = explain("k");
    assertThat(why.reason()).isEqualTo(Reason.DUE_LATER);
    assertThat(why.text()).isEqualTo("due in 3 minutes; no worker is alive");
    assertThat(why.timeless()).isEqualTo(why.text());
    assertThat(why.around()).isEqualTo(new Explanation.Around("due ", "; no worker is alive"));
    assertThat(why.until()).isEqualTo(docket.execution("k").orElseThrow().when());
    assertThat(why.blockedBy()).isNull();
    try (Worker worker = start("north", 1)) {
      assertThat(explain("k").text()).isEqualTo("due in 3 minutes");
    }
  }

  @Test
  void rate_limited() {
    leavesWork();
    docket.register(Mail.class, mail -> {});
    docket.add(new Mail("ada"), Schedule.keyed("first"));
    docket.add(new Mail("ada"), Schedule.keyed("k"));
    try (Worker worker = start("north", 1)) {
      Explanation why = await("k", Reason.RATE_LIMITED);
      assertThat(why.text())
          .matches(
              "rate-limited until \\d\\d:\\d\\d:\\d\\d UTC, in 60 minutes, by the limit on to ada");
      assertThat(why.until()).isEqualTo(docket.execution("k").orElseThrow().when());
    }
  }

  @Test
  void debounced() {
    leavesWork();
    docket.register(Index.class, index -> {});
    docket.add(new Index("home"), Schedule.keyed("k"));
    try (Worker worker = start("north", 1)) {
      Explanation why = await("k", Reason.DEBOUNCED);
      assertThat(why.text())
          .matches(
              "debounced until \\d\\d:\\d\\d:\\d\\d UTC, in 60 minutes, if nothing more is added"
                  + " for page home by then");
      assertThat(why.until()).isEqualTo(docket.execution("k").orElseThrow().when());
    }
  }

  @Test
  void waits_for_a_retry() {
    leavesWork();
    docket.register(
        Pay.class,
        pay -> {
          throw new IllegalStateException("no money");
        });
    docket.add(new Pay(1), Schedule.keyed("k"));
    try (Worker worker = start("north", 1)) {
      Explanation why = await("k", Reason.RETRY);
      assertThat(why.text())
          .isEqualTo(
              "waits for its retry 2 of 5 in 60 minutes after: IllegalStateException: no money");
      assertThat(why.until()).isEqualTo(docket.execution("k").orElseThrow().when());
    }
  }

  @Test
  void struck() {
    leavesWork();
    docket.register(Tidy.class, tidy -> {});
    docket.add(new Ship(7), Schedule.keyed("now"));
    docket.add(new Ship(8), Schedule.in(Duration.ofHours(1)).withKey("later"));
    docket.add(new Tidy(), Schedule.keyed("tidy"));
    Strike strike = Strike.task(Ship.class).where("order", Operator.GE, 7);
    docket.operations().strike(strike, "the road is closed", "ada");
    docket.strike(Strike.task(Tidy.class));

    Explanation why = explain("now");
    assertThat(why.reason()).isEqualTo(Reason.STRUCK);
    assertThat(why.text())
        .isEqualTo(
            "struck by `Ship where order >= 7` (ada: the road is closed); it is cancelled when its"
                + " turn comes");
    assertThat(why.blockedBy()).isEqualTo("Ship where order >= 7");
    assertThat(why.until()).isNull();
    assertThat(explain("later").until()).isEqualTo(docket.execution("later").orElseThrow().when());
    assertThat(explain("tidy").text())
        .isEqualTo("struck by `Tidy`; this run is skipped when its turn comes");
    docket.restore(strike);
    assertThat(explain("now").reason()).isEqualTo(Reason.NO_WORKER);
  }

  @Test
  void no_worker_knows_it() {
    leavesWork();
    docket.add(new Ship(1), Schedule.keyed("k"));
    try (Worker worker = start("north", 1)) {
      Explanation why = await("k", Reason.NO_WORKER_KNOWS_IT);
      assertThat(why.text()).startsWith("no live worker knows task Ship; workers alive: north");
      assertThat(why.blockedBy()).isEqualTo("Ship");
      Awaitility.await().until(() -> explain("k").text().matches(".*; asked again in \\d+ s"));
    }
  }

  @Test
  void no_worker() {
    leavesWork();
    docket.add(new Ship(1), Schedule.keyed("a"));
    docket.add(new Ship(2), Schedule.keyed("b"));

    assertThat(explain("a"))
        .isEqualTo(new Explanation(Reason.NO_WORKER, "no worker is alive", null, null));
    assertThat(explain("b").text()).isEqualTo("no worker is alive, 1 ahead of it");
  }

  @Test
  void due_but_nobody_moves_it() {
    leavesWork();
    docket.add(new Ship(1), Schedule.in(Duration.ofMillis(1)).withKey("k"));
    Awaitility.await().until(() -> explain("k").reason() == Reason.NO_WORKER);

    assertThat(explain("k").text()).matches("due for \\d+ s; no worker is alive to run it");
  }

  @Test
  void all_workers_are_busy() {
    docket.register(Ship.class, ship -> done.await());
    try (Worker north = start("north", 2)) {
      for (int n = 0; n < 2; n++) {
        docket.add(new Ship(n), Schedule.keyed("runs " + n));
        await("runs " + n, Reason.RUNNING);
      }
      for (int n = 0; n < 4; n++) {
        docket.add(new Ship(n), Schedule.keyed("waits " + n));
      }
      Awaitility.await().until(() -> docket.operations().status().busy() == 2);

      Explanation why = await("waits 3", Reason.ALL_WORKERS_BUSY);
      assertThat(why.text()).isEqualTo("no worker has a free permit: 2 of 2 busy, 3 ahead of it");
      assertThat(why.until()).isNull();
      done.countDown();
      await("waits 3", Reason.ENDED);
    }
  }

  @Test
  void all_workers_that_know_it_are_busy_and_the_others_pass_it_over() {
    docket.register(Ship.class, ship -> done.await());
    try (Docket other = Docket.connect(REDIS.url(), docket.name());
        Worker north = start("north", 1);
        Worker south = Worker.builder(other).name("south").build()) {
      docket.add(new Ship(1), Schedule.keyed("runs"));
      await("runs", Reason.RUNNING);
      Awaitility.await().until(() -> docket.operations().status().busy() == 1);
      south.start();
      docket.add(new Ship(2), Schedule.keyed("waits"));

      // It goes to and fro between the others and the schedule: one look must tell all.
      Explanation why =
          Awaitility.await()
              .until(() -> explain("waits"), now -> now.text().contains("no worker that knows"));
      assertThat(why.text())
          .isEqualTo("no worker that knows task Ship has a free permit: 1 of 1 busy");
      assertThat(why.reason()).isEqualTo(Reason.ALL_WORKERS_BUSY);
      done.countDown();
      await("waits", Reason.ENDED);
    }
  }

  @Test
  void being_redelivered_since_its_worker_died() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    try (Docket slow =
        Docket.builder()
            .url(REDIS.url())
            .name(docket.name())
            .heartbeatInterval(Duration.ofMillis(500))
            .missedHeartbeats(24)
            .build()) {
      slow.register(
          Ship.class,
          ship -> {
            started.countDown();
            done.await();
          });
      slow.add(new Ship(1), Schedule.keyed("k"));
      Worker worker = Worker.builder(slow).name("north").build();
      worker.start();
      started.await();
      worker.faults().crash();

      Explanation why = await("k", Reason.BEING_REDELIVERED);
      assertThat(why.text())
          .matches(
              "being redelivered in \\d+ s unless worker north is heard of, silent for \\d+ s");
      assertThat(why.blockedBy()).isEqualTo("north");
      assertThat(why.until()).isBetween(Instant.now(), Instant.now().plusSeconds(6));
      Awaitility.await()
          .until(
              () ->
                  explain("k")
                      .text()
                      .matches(
                          "being redelivered once a worker is alive since worker north died, silent"
                              + " for \\d+ s"));
    }
    docket.register(Ship.class, ship -> {});
    runUntilFinished();
    assertThat(docket.execution("k").orElseThrow().state()).isEqualTo(ExecutionState.COMPLETED);
  }

  @Test
  void running_and_ended() {
    docket.register(
        Pay.class,
        pay -> {
          done.await();
          throw new IllegalStateException("no money");
        });
    docket.register(Ship.class, ship -> {});
    try (Worker worker = start("north", 1)) {
      docket.add(new Pay(1), Schedule.keyed("k"));
      Explanation why = await("k", Reason.RUNNING);
      assertThat(why.text()).matches("running on worker north for \\d+ s, attempt 1 of 5");
      assertThat(why.timeless()).isEqualTo("running on worker north, attempt 1 of 5");
      docket.cancel("k");
      assertThat(await("k", Reason.ENDED).text())
          .matches("cancelled \\d+ s ago on worker north: .*");
      docket.add(new Ship(1), Schedule.keyed("s"));
      assertThat(await("s", Reason.ENDED).text()).matches("completed \\d+ s ago on worker north");
    }
  }
}
