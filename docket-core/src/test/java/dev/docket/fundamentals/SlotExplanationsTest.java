package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.operations.Explanation;
import dev.docket.operations.Explanation.Reason;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Of what waits for a slot: how many there are, who holds them, and since when. */
class SlotExplanationsTest extends AskingWhy {

  record Charge(@ConcurrencyLimit(max = 2) long customer) implements Task {}

  record Seal(@ConcurrencyLimit(max = 1, scope = "press") String press) implements Task {}

  @Test
  void waits_for_a_slot() {
    docket.register(Charge.class, charge -> done.await());
    try (Worker worker = start("north", 10)) {
      docket.add(new Charge(5), Schedule.keyed("a"));
      await("a", Reason.RUNNING);
      docket.add(new Charge(5), Schedule.keyed("b"));
      await("b", Reason.RUNNING);
      docket.add(new Charge(5), Schedule.keyed("c"));
      await("c", Reason.WAITS_FOR_SLOT);
      docket.add(new Charge(5), Schedule.keyed("d"));

      Explanation why = await("d", Reason.WAITS_FOR_SLOT);
      assertThat(why.text())
          .matches(
              "waits for one of 2 slots of customer 5, held by a on worker north for \\d+ s"
                  + " and b on worker north for \\d+ s, 1 ahead of it");
      assertThat(why.timeless())
          .isEqualTo(
              "waits for one of 2 slots of customer 5, held by a on worker north"
                  + " and b on worker north, 1 ahead of it");
      assertThat(why.blockedBy()).isEqualTo("a");
      assertThat(why.until()).isNull();
      assertThat(explain("c").text()).doesNotContain("ahead");
      done.countDown();
      await("d", Reason.ENDED);
    }
  }

  @Test
  void waits_for_the_only_slot_of_a_scope() {
    docket.register(Seal.class, seal -> done.await());
    try (Worker worker = start("north", 10)) {
      docket.add(new Seal("big"), Schedule.keyed("a"));
      await("a", Reason.RUNNING);
      docket.add(new Seal("big"), Schedule.keyed("b"));

      assertThat(await("b", Reason.WAITS_FOR_SLOT).text())
          .startsWith("waits for the slot of press big in the scope press, held by a on worker");
      done.countDown();
      await("b", Reason.ENDED);
    }
  }

  @Test
  void waits_for_a_slot_that_a_silent_worker_has() {
    try (Docket slow =
        Docket.builder()
            .url(REDIS.url())
            .name(docket.name())
            .heartbeatInterval(Duration.ofMillis(200))
            .missedHeartbeats(50)
            .build()) {
      slow.register(Charge.class, charge -> done.await());
      docket.register(Charge.class, charge -> {});
      Worker worker = Worker.builder(slow).name("north").build();
      worker.start();
      for (String key : List.of("a", "b")) {
        docket.add(new Charge(5), Schedule.keyed(key));
        await(key, Reason.RUNNING);
      }
      docket.add(new Charge(5), Schedule.keyed("c"));
      await("c", Reason.WAITS_FOR_SLOT);
      worker.faults().crash();

      Awaitility.await()
          .until(
              () ->
                  explain("c")
                      .text()
                      .matches(
                          "waits for one of 2 slots of customer 5, held by a on worker north"
                              + " \\(silent for \\d s\\) for \\d+ s and b on worker north.*"));
      assertThat(explain("c").reason()).isEqualTo(Reason.WAITS_FOR_SLOT);
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  explain("c")
                      .text()
                      .matches(
                          "no worker is alive; it waits for one of 2 slots of customer 5, held by a"
                              + " on worker north \\(dead\\) for \\d+ s and b on worker north.*"));
      assertThat(explain("c").reason()).isEqualTo(Reason.WAITS_FOR_SLOT);
      assertThat(explain("a").until()).as("nobody knows when a worker starts").isNull();
    }
    try (Worker south = start("south", 1)) {
      await("c", Reason.ENDED);
    }
  }
}
