package dev.docket.junit;

import static dev.docket.junit.DocketAwait.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Task;
import dev.docket.Worker;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Threads that a test or its handlers leave behind fail it, and nobody else's do. */
class ThreadGuardTest {

  record Greet(String name) implements Task {}

  /** Until it is opened, what waits there lives. */
  private static CountDownLatch gate = new CountDownLatch(0);

  private static void hang() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @BeforeEach
  void shut() {
    gate = new CountDownLatch(1);
  }

  @AfterEach
  void open() {
    gate.countDown();
  }

  @ExtendWith(DocketExtension.class)
  static class Careless {

    @Test
    void thread(Docket docket) {
      Thread.ofPlatform().name("left-alone").start(ThreadGuardTest::hang);
    }

    @Test
    void daemon(Docket docket) {
      Thread.ofPlatform().daemon().name("left-daemon").start(ThreadGuardTest::hang);
    }

    @Test
    void executor(Docket docket) throws Exception {
      ExecutorService pool = Executors.newFixedThreadPool(2);
      pool.submit(() -> "idle").get();
      pool.submit(() -> "idle").get();
      Thread.ofPlatform().start(ThreadGuardTest.afterGate(pool::shutdownNow));
    }

    @Test
    void forkJoinPool(Docket docket) throws Exception {
      new ForkJoinPool(1).submit(ThreadGuardTest::hang);
    }

    @Test
    void handler(Docket docket, Worker worker) {
      docket.register(
          Greet.class,
          greet -> Thread.ofPlatform().name("left-by-handler").start(ThreadGuardTest::hang));
      docket.add(new Greet("Alice"));
      worker.runUntilFinished();
    }

    @Test
    void grandchild(Docket docket) throws Exception {
      Thread parent =
          Thread.ofPlatform()
              .start(() -> Thread.ofPlatform().name("left-child").start(ThreadGuardTest::hang));
      parent.join();
    }

    @Test
    void failing(Docket docket) {
      Thread.ofPlatform().name("left-by-failure").start(ThreadGuardTest::hang);
      throw new IllegalStateException("failed by itself");
    }

    @Test
    @WithoutGuards(Guard.THREADS)
    void unguarded(Docket docket) {
      Thread.ofPlatform().start(ThreadGuardTest::hang);
    }
  }

  private static Runnable afterGate(Runnable action) {
    return () -> {
      hang();
      action.run();
    };
  }

  @Test
  void threads_that_are_left_behind_fail_their_test() {
    Kit kit = Kit.run(Careless.class);

    assertThat(kit.of("thread").message())
        .contains("The test itself passed, but it left a thread behind")
        .contains("left-alone, made at ", "ThreadGuardTest$Careless.thread(ThreadGuardTest.java:")
        .contains("is at", "CountDownLatch.await", "@WithoutGuards(Guard.THREADS)");
    assertThat(kit.of("daemon").message()).contains("left-daemon (daemon)");
    assertThat(kit.of("executor").message()).contains("left 3 threads behind", "-thread-2");
    assertThat(kit.of("forkJoinPool").message()).contains("ForkJoinPool-");
    assertThat(kit.of("handler").message()).contains("left-by-handler", "Careless.lambda$handler");
    assertThat(kit.of("grandchild").message()).contains("left a thread behind", "left-child");
    assertThat(kit.of("failing").message()).isEqualTo("failed by itself");
    assertThat(kit.of("failing").report()).contains("The test that failed left", "left-by-failure");
    assertThat(kit.of("unguarded").passed()).isTrue();
  }

  @DocketTest(withoutGuards = Guard.THREADS)
  static class Unguarded {
    @Test
    void leaves(Docket docket) {
      Thread.ofPlatform().start(ThreadGuardTest::hang);
    }
  }

  @Test
  void the_guard_is_switched_off_for_a_class() {
    assertThat(Kit.run(Unguarded.class).failures()).isEmpty();
  }

  @ExtendWith(DocketExtension.class)
  static class Careful {

    private final ExecutorService ended = Executors.newCachedThreadPool();
    @AutoClose private final ExecutorService closed = Executors.newCachedThreadPool();

    @BeforeEach
    void start() {
      ended.submit(ThreadGuardTest::hang);
    }

    @AfterEach
    void end() {
      ended.shutdownNow();
    }

    @Test
    void ends_all(Docket docket) throws Exception {
      closed.submit(() -> {}).get();
      CountDownLatch soon = new CountDownLatch(1);
      Thread.ofPlatform()
          .start(
              () -> {
                try {
                  soon.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      soon.countDown();
    }

    @Test
    void uses_what_the_jvm_shares(Docket docket) throws Exception {
      CompletableFuture.runAsync(() -> {}).get();
      CompletableFuture.runAsync(
              () -> {}, CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS))
          .get();
      IntStream.range(0, 1000).parallel().forEach(n -> {});
      await(docket).until(() -> true);
      new ProcessBuilder("true").start().onExit().get();
      try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
        IntStream.range(0, 100).forEach(n -> many.submit(() -> {}));
      }
    }

    @Nested
    class Inside {
      @Test
      void ends_too(Docket docket, Worker worker) {
        docket.register(Greet.class, greet -> Thread.ofPlatform().start(() -> {}).join());
        docket.add(new Greet("Alice"));
        worker.runUntilFinished();
      }
    }
  }

  @ExtendWith(DocketExtension.class)
  @TestInstance(Lifecycle.PER_CLASS)
  static class SharedInstance {

    private final ExecutorService pool = Executors.newCachedThreadPool();

    @AfterAll
    void end() {
      pool.shutdownNow();
    }

    @Test
    void uses_the_pool(Docket docket) throws Exception {
      pool.submit(() -> {}).get();
    }
  }

  @Test
  void threads_that_end_with_their_test_or_are_shared_fail_nothing() {
    Kit kit = Kit.run(Careful.class, SharedInstance.class);

    assertThat(kit.failures()).isEmpty();
    assertThat(kit.all().keySet())
        .contains("ends_all", "uses_what_the_jvm_shares", "ends_too", "uses_the_pool");
  }

  @ExtendWith(DocketExtension.class)
  @TestInstance(Lifecycle.PER_CLASS)
  static class CarelessInstance {
    @Test
    void leaves(Docket docket) {
      Thread.ofPlatform().name("left-by-class").start(ThreadGuardTest::hang);
    }
  }

  @Test
  void an_instance_for_all_tests_is_looked_at_after_the_last() {
    Kit kit = Kit.run(CarelessInstance.class);

    assertThat(kit.of("leaves").passed()).isTrue();
    assertThat(kit.failures().values())
        .singleElement()
        .satisfies(
            outcome ->
                assertThat(outcome.message())
                    .contains("The tests of ThreadGuardTest$CarelessInstance", "left-by-class"));
  }

  @ExtendWith(DocketExtension.class)
  static class Beside {
    @RepeatedTest(40)
    void one_of_many(Docket docket, Worker worker, RepetitionInfo repetition) throws Exception {
      docket.register(Greet.class, greet -> Thread.ofPlatform().start(() -> {}).join());
      docket.add(new Greet("Alice"));
      worker.runUntilFinished();
      if (repetition.getCurrentRepetition() == 17) {
        // Of one alone the id may be mistaken, when others draw theirs at the same moment.
        for (int n = 1; n <= 3; n++) {
          Thread.ofPlatform().name("left-by-17").start(ThreadGuardTest::hang);
        }
      }
    }
  }

  /** Knows nothing of Docket. */
  static class Stranger {
    @RepeatedTest(40)
    void leaves() {
      Thread.ofPlatform().daemon().start(ThreadGuardTest::hang);
    }
  }

  @Test
  void tests_in_parallel_are_not_taken_for_each_other() {
    Kit kit =
        Kit.run(
            Map.of(
                "junit.jupiter.execution.parallel.enabled", "true",
                "junit.jupiter.execution.parallel.mode.default", "concurrent",
                "junit.jupiter.execution.parallel.config.strategy", "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "8"),
            Beside.class,
            Stranger.class);

    assertThat(kit.failures()).containsOnlyKeys("one_of_many[17]");
    assertThat(kit.of("one_of_many[17]").message())
        .contains(" behind", "left-by-17 (daemon), made at ");
  }
}
