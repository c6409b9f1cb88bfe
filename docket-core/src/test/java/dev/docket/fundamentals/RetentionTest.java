package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Docket;
import dev.docket.DocketException;
import dev.docket.Execution;
import dev.docket.Residue;
import dev.docket.ResultTask;
import dev.docket.ResultTimeoutException;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How long what has ended is kept. */
class RetentionTest extends OnRedis {

  record Quiet() implements Task {}

  record Probe() implements Task {}

  record Job() implements ResultTask<Integer> {}

  private final AtomicBoolean broken = new AtomicBoolean();

  private Docket other(Docket.Builder settings) {
    Docket other = settings.name(docket.name()).build();
    other.register(
        Job.class,
        job -> {
          if (broken.get()) {
            throw new IllegalStateException("broken");
          }
          return 42;
        });
    return other;
  }

  private static void run(Docket docket) {
    try (Worker worker = Worker.builder(docket).build()) {
      worker.runUntilFinished();
    }
  }

  @Test
  void ended_executions_are_kept_for_the_execution_ttl_and_failed_ones_for_theirs() {
    try (Docket other =
        other(settings().executionTtl(Duration.ofMinutes(5)).failedRetention(Duration.ofDays(2)))) {
      other.add(new Job(), Schedule.keyed("good"));
      run(other);
      broken.set(true);
      other.add(new Job(), Schedule.keyed("bad"));
      run(other);
      other.add(new Job(), Schedule.keyed("cancelled")).cancel();
    }

    assertThat(ttl("run:good")).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
    assertThat(ttl("run:cancelled")).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
    assertThat(ttl("run:bad")).isBetween(Duration.ofHours(47), Duration.ofHours(48));
    assertThat(ttl("failed")).isBetween(Duration.ofHours(47), Duration.ofHours(48));
    assertThat(ttl("completed")).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
  }

  private Duration ttl(String name) {
    return Duration.ofMillis(COMMANDS.pttl(key(name)));
  }

  @Test
  void an_execution_ttl_of_zero_keeps_failed_ones_only() {
    try (Docket other = other(settings().executionTtl(Duration.ZERO))) {
      Execution<Integer> good = other.add(new Job(), Schedule.keyed("good"));
      run(other);
      broken.set(true);
      other.add(new Job(), Schedule.keyed("bad"));
      run(other);
      other.add(new Job(), Schedule.keyed("cancelled")).cancel();

      assertThat(COMMANDS.keys(key("run:*"))).containsExactly(key("run:bad"));
      assertThat(COMMANDS.exists(key("completed"), key("cancelled"))).isZero();
      assertThat(good.record()).isEmpty();
      assertThatThrownBy(good::state)
          .isInstanceOf(DocketException.class)
          .hasMessageContaining("good")
          .hasMessageContaining("executionTtl");
      assertThatThrownBy(() -> good.result(Duration.ofMillis(10)))
          .isInstanceOf(ResultTimeoutException.class)
          .hasMessageContaining("not kept");
      assertThat(other.requeue("bad")).isTrue();
      broken.set(false);
      run(other);
      assertThat(COMMANDS.keys(key("run:*"))).isEmpty();
    }
  }

  @Test
  void who_waits_for_what_is_not_kept_learns_of_its_end_at_once() throws Exception {
    try (Docket other = other(settings().executionTtl(Duration.ZERO));
        Worker worker = Worker.builder(other).build()) {
      CountDownLatch waiting = new CountDownLatch(1);
      other.register(Quiet.class, quiet -> waiting.await());
      Execution<Void> quiet = other.add(new Quiet());
      worker.start();
      CompletableFuture<Void> result =
          CompletableFuture.supplyAsync(() -> quiet.result(Duration.ofMinutes(5)));
      Awaitility.await()
          .until(
              () ->
                  Residue.channels(other).stream()
                      .anyMatch(channel -> channel.endsWith("state:" + quiet.key())));
      waiting.countDown();

      assertThat(result.get(10, TimeUnit.SECONDS)).isNull();
    }
  }

  @Test
  void the_key_of_an_ended_execution_that_is_not_kept_is_free_again() {
    try (Docket other = other(settings().executionTtl(Duration.ZERO))) {
      for (int times = 1; times <= 3; times++) {
        assertThat(other.add(new Job(), Schedule.keyed("k")).disposition())
            .isEqualTo(dev.docket.Disposition.SCHEDULED);
        run(other);
      }
    }
  }

  @Test
  void a_cancel_is_not_meant_for_the_next_execution_of_its_key() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch ran = new CountDownLatch(1);
    // With its next heartbeat a worker forgets cancels of what it does not run.
    try (Docket other =
            other(settings().executionTtl(Duration.ZERO).heartbeatInterval(Duration.ofMinutes(1)));
        Worker second = Worker.builder(other).concurrency(1).build()) {
      other.register(
          Quiet.class,
          quiet -> {
            boolean first = started.getCount() > 0;
            started.countDown();
            new CountDownLatch(first ? 1 : 0).await(); // throws when it is interrupted
            ran.countDown();
          });
      other.add(new Quiet(), Schedule.keyed("k"));
      try (Worker first = Worker.builder(other).concurrency(1).build()) {
        first.start();
        assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
        second.start();
        CountDownLatch listens = new CountDownLatch(1);
        other.register(Probe.class, probe -> listens.countDown());
        other.add(new Probe());
        assertThat(listens.await(30, TimeUnit.SECONDS)).isTrue();
        other.cancel("k");
        Awaitility.await().until(() -> other.execution("k").isEmpty());
      }
      other.add(new Quiet(), Schedule.keyed("k"));

      assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void what_is_pending_or_running_has_no_expiry() {
    try (Docket other = other(settings().executionTtl(Duration.ofSeconds(1)))) {
      other.add(new Job(), Schedule.keyed("again"));
      run(other);
      other.add(new Job(), Schedule.in(Duration.ofHours(1)).withKey("again"));

      assertThat(COMMANDS.pttl(key("run:again"))).isEqualTo(-1);
    }
    leavesWork();
  }
}
