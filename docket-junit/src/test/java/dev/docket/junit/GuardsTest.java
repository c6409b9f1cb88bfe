package dev.docket.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.InvalidTaskException;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each guard finds what it is for, says so, can be switched off, and lets clean tests alone. */
class GuardsTest {

  record Greet(String name) implements Task {}

  /** Forgets what JSON cannot see: its equals is that of the array. */
  record Picture(byte[] pixels) implements Task {}

  record Price(BigDecimal amount, List<BigDecimal> parts, double rate) implements Task {}

  record Stack(Deque<Price> prices) implements Task {}

  record Anything(Map<String, Object> values) implements Task {}

  record Odd(@com.fasterxml.jackson.annotation.JsonIgnore String lost, int kept) implements Task {}

  @ExtendWith(DocketExtension.class)
  static class Leaky {

    static final List<AutoCloseable> OPEN = new ArrayList<>();

    @AfterAll
    static void tidy() throws Exception {
      for (AutoCloseable open : OPEN) {
        open.close();
      }
      OPEN.clear();
    }

    private static <T extends AutoCloseable> T forget(T closeable) {
      OPEN.add(closeable);
      return closeable;
    }

    @Test
    void key(Docket docket, TestRedis redis) throws Exception {
      set(redis, "{" + docket.name() + "}:stray");
    }

    @Test
    @WithoutGuards(Guard.KEYS)
    void keyUnguarded(Docket docket, TestRedis redis) throws Exception {
      set(redis, "{" + docket.name() + "}:stray");
    }

    private static void set(TestRedis redis, String key) throws Exception {
      URI uri = URI.create(redis.url());
      try (Socket socket = new Socket(uri.getHost(), uri.getPort());
          OutputStream out = socket.getOutputStream()) {
        out.write(("SET " + key + " x\r\n").getBytes(StandardCharsets.UTF_8));
        assertThat(new String(socket.getInputStream().readNBytes(3), StandardCharsets.UTF_8))
            .isEqualTo("+OK");
      }
    }

    @Test
    void worker(Docket docket) {
      forget(Worker.builder(docket).name("forgotten").build()).start();
      DocketAwait.await(docket).until(() -> !docket.workers().isEmpty());
    }

    @Test
    @WithoutGuards({Guard.THREADS, Guard.KEYS})
    void workerUnguarded(Docket docket) {
      forget(Worker.builder(docket).name("forgotten-too").build()).start();
      DocketAwait.await(docket).until(() -> !docket.workers().isEmpty());
    }

    @Test
    void stuckWorker(Docket docket) {
      CountDownLatch released = new CountDownLatch(1);
      forget((AutoCloseable) released::countDown);
      docket.register(Greet.class, greet -> released.await());
      docket.add(new Greet("Alice"));
      forget(Worker.builder(docket).name("stuck").build()).start();
      DocketAwait.await(docket).until(() -> docket.snapshot().running().size() == 1);
    }

    @Test
    void docket(Docket docket, TestRedis redis) {
      Docket other = forget(Docket.connect(redis.url(), docket.name()));
      other.add(new Greet("Bob"));
      other.strikes();
    }

    @Test
    void subscription(Docket docket) {
      Execution<Void> execution = docket.add(new Greet("Bob"), Schedule.in(Duration.ofDays(1)));
      forget(execution.subscribe(event -> {}));
    }

    @Test
    @WithoutGuards
    void subscriptionUnguarded(Docket docket) {
      Execution<Void> execution = docket.add(new Greet("Bob"), Schedule.in(Duration.ofDays(1)));
      forget(execution.subscribe(event -> {}));
    }

    @Test
    void arguments(Docket docket) {
      docket.add(new Odd("x", 2));
    }

    @Test
    @WithoutGuards(Guard.ARGUMENTS)
    void argumentsUnguarded(Docket docket) {
      docket.add(new Odd("x", 2));
    }

    @Test
    void untyped(Docket docket) {
      docket.add(new Anything(Map.of("at", Instant.EPOCH)));
    }

    @Test
    void alike(Docket docket) {
      docket.add(new Picture(new byte[] {1}));
      docket.add(new Price(new BigDecimal("19.90"), List.of(new BigDecimal("1E+3")), -0.0));
      docket.add(new Stack(new ArrayDeque<>(List.of(new Price(BigDecimal.TEN, List.of(), 1)))));
    }

    @Test
    void clean(Docket docket, Worker worker, TestClock clock) {
      docket.register(Greet.class, greet -> {});
      docket.add(new Greet("Alice"));
      worker.runUntilFinished();
      docket.add(new Greet("later"), Schedule.in(Duration.ofDays(1)));
    }

    @Test
    void crashed(Docket docket, @Named("a") Worker worker) {
      CountDownLatch never = new CountDownLatch(1);
      docket.register(Greet.class, greet -> never.await());
      docket.add(new Greet("Alice"));
      worker.start();
      DocketAwait.await(docket).until(() -> docket.snapshot().running().size() == 1);
      Faults.of(worker).crash();
    }
  }

  @DocketTest(leftovers = Leftovers.FAIL)
  static class NothingLeftOver {

    @Test
    void leaves(Docket docket) {
      docket.add(new Greet("Alice"), Schedule.in(Duration.ofDays(1)).withKey("greet"));
    }

    @Test
    void finishes(Docket docket, Worker worker) {
      docket.register(Greet.class, greet -> {});
      docket.add(new Greet("Alice"), Schedule.in(Duration.ofDays(1)));
      worker.runUntilFinished();
    }
  }

  @DocketTest(withoutGuards = Guard.ARGUMENTS)
  static class WithoutOne {
    @Test
    void argumentsOff(Docket docket) {
      docket.add(new Odd("x", 2));
    }
  }

  @DocketTest(guards = false)
  static class WithoutAny {
    @Test
    void allOff(Docket docket, TestRedis redis) throws Exception {
      docket.add(new Odd("x", 2));
      Leaky.set(redis, "{" + docket.name() + "}:stray");
    }
  }

  @Test
  void what_a_test_leaves_behind_fails_it() {
    Kit kit = Kit.run(Leaky.class);

    assertThat(kit.of("key").message())
        .contains("The test itself passed, but Redis keys without an expiry are left", ":stray");
    assertThat(kit.of("worker").message())
        .contains("worker forgotten still runs", "close each worker");
    assertThat(kit.of("stuckWorker").message())
        .contains("worker stuck still runs")
        .doesNotContain("another Docket");
    assertThat(kit.of("docket").message()).contains("another Docket named test-", "is open");
    assertThat(kit.of("subscription").message())
        .contains(
            "subscriptions are left open: [progress:", ", state:", "close what subscribe returns");
    assertThat(kit.of("arguments").error()).isInstanceOf(InvalidTaskException.class);
    assertThat(kit.of("arguments").message())
        .contains("does not survive JSON", "lost=null", "@WithoutGuards(Guard.ARGUMENTS)");
    assertThat(kit.of("untyped").message())
        .contains("does not survive JSON", "equals of their own");
    assertThat(kit.failures().keySet())
        .containsExactlyInAnyOrder(
            "key", "worker", "stuckWorker", "docket", "subscription", "arguments", "untyped");
    assertThat(kit.of("key").report()).contains("Guards: Redis keys without an expiry");
  }

  @Test
  void work_that_is_left_over_fails_a_test_that_says_so() {
    Kit kit = Kit.run(NothingLeftOver.class);

    assertThat(kit.failures().keySet()).containsExactly("leaves");
    assertThat(kit.of("leaves").message()).contains("work is left over", "Greet[greet] due in");
  }

  @DocketTest(leftovers = Leftovers.FAIL)
  static class ClosesItself {
    @Test
    void closes(@Named("a") Docket docket, @Named("b") Docket other, @Named("b") Worker worker) {
      worker.start();
      docket.close();
    }
  }

  @Test
  void a_docket_that_the_test_closes_is_let_alone_and_the_others_are_closed() {
    assertThat(Kit.run(ClosesItself.class).failures()).isEmpty();
  }

  @DocketTest(ownRedis = true, clock = ClockMode.REAL)
  static class Paused {
    @Test
    void pauses(Docket docket, Worker worker, TestRedis redis) {
      worker.start();
      DocketAwait.await(docket).until(() -> !docket.workers().isEmpty());
      redis.pause(Duration.ofMillis(2600));
    }
  }

  @Test
  void a_worker_that_waits_for_redis_is_not_taken_for_a_handler() {
    assertThat(Kit.run(Paused.class).failures()).isEmpty();
  }

  @ExtendWith(DocketExtension.class)
  static class Namesake {
    @Test
    void crashes(Docket docket) {
      Worker twin = Worker.builder(docket).name("twin").build();
      twin.start();
      DocketAwait.await(docket).until(() -> !docket.workers().isEmpty());
      Faults.of(twin).crash();
    }
  }

  @Test
  @ExtendWith(DocketExtension.class)
  void a_worker_of_the_same_name_in_another_test_is_that_tests_own(Docket docket) {
    try (Worker twin = Worker.builder(docket).name("twin").build()) {
      twin.start();
      DocketAwait.await(docket).until(() -> !docket.workers().isEmpty());

      assertThat(Kit.run(Namesake.class).failures()).isEmpty();
    }
  }

  @Test
  void guards_are_switched_off_for_a_class() {
    assertThat(Kit.run(WithoutOne.class, WithoutAny.class).failures()).isEmpty();
  }
}
