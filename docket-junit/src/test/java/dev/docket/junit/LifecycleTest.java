package dev.docket.junit;

import static dev.docket.junit.DocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What is injected where, and who shares it, seen by samples that JUnit runs. */
class LifecycleTest {

  record Mark(int number) implements Task {}

  static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

  @ExtendWith(DocketExtension.class)
  static class Injected {
    private final Docket docket;
    private final TestClock clock;

    Injected(Docket docket, TestClock clock) {
      this.docket = docket;
      this.clock = clock;
    }

    @BeforeEach
    void before(Docket same, Worker worker, TestWorker testWorker) {
      assertThat(same).isSameAs(docket);
      assertThat(worker.name()).isNotEqualTo(testWorker.worker().name());
      docket.add(new Mark(0));
    }

    @AfterEach
    void after(Docket same, TestClock sameClock) {
      assertThat(same).isSameAs(docket);
      assertThat(sameClock).isSameAs(clock);
      assertThat(same).hasTaskCount(1);
    }

    @Test
    void method(Docket same) {
      assertThat(same).isSameAs(docket);
      assertThat(NAMES.add(docket.name())).isTrue();
    }

    @RepeatedTest(3)
    void repeated(Docket same) {
      assertThat(NAMES.add(same.name())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void parameterized(int number, Docket same) {
      assertThat(number).isPositive();
      assertThat(NAMES.add(same.name())).isTrue();
    }

    @Nested
    class Inside {
      @BeforeEach
      void alsoBefore(Docket same) {
        assertThat(same).isSameAs(docket);
      }

      @Test
      void nested(Docket same) {
        assertThat(same).isSameAs(docket);
        assertThat(same).hasTaskCount(1);
      }
    }
  }

  @ExtendWith(DocketExtension.class)
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class PerClass {
    @BeforeEach
    void before(Docket docket) {
      assertThat(docket).isEmpty();
    }

    @Test
    void first(Docket docket) {
      docket.add(new Mark(1), Schedule.keyed("mark"));
      assertThat(NAMES.add(docket.name())).isTrue();
    }

    @Test
    void second(Docket docket) {
      docket.add(new Mark(1), Schedule.keyed("mark"));
      assertThat(NAMES.add(docket.name())).isTrue();
    }
  }

  @ExtendWith(DocketExtension.class)
  static class RedisOfTheClass {
    private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

    @BeforeAll
    static void beforeAll(TestRedis redis) {
      assertThat(redis.url()).isNotEmpty();
    }

    @RepeatedTest(2)
    void test(Docket docket) {
      assertThat(NAMES.add(docket.name())).isTrue();
    }
  }

  @Test
  void the_redis_may_be_had_for_the_class_without_a_docket_for_it() {
    RedisOfTheClass.NAMES.clear();

    Samples.pass(RedisOfTheClass.class);
  }

  @ExtendWith(DocketExtension.class)
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class OfTheClass {
    private final Docket docket;

    OfTheClass(Docket docket) {
      this.docket = docket;
    }

    @BeforeAll
    void beforeAll(Docket same) {
      assertThat(same).isSameAs(docket);
    }

    @Test
    void one(Docket same) {
      assertThat(same).isSameAs(docket);
      docket.add(new Mark(1));
    }

    @Test
    void other(Docket same) {
      assertThat(same).isSameAs(docket);
      docket.add(new Mark(2));
    }
  }

  @Test
  void constructors_lifecycle_methods_and_tests_share_one_docket_and_no_two_tests_do() {
    NAMES.clear();

    Kit kit = Kit.run(Injected.class, PerClass.class, OfTheClass.class);

    assertThat(kit.failures()).isEmpty();
    assertThat(kit.all()).containsKeys("method", "repeated[2]", "parameterized[1]", "nested");
    assertThat(NAMES).hasSize(8);
  }

  @ExtendWith(DocketExtension.class)
  static class Several {
    @Test
    void several(
        Docket docket,
        @Named("b") Docket other,
        Worker worker,
        @Named("second") Worker second,
        @Named("b") Worker ofOther,
        TestClock clock) {
      List<String> ran = new CopyOnWriteArrayList<>();
      docket.register(Mark.class, (mark, context) -> ran.add(context.worker().name()));
      other.register(Mark.class, (mark, context) -> ran.add("b:" + context.worker().name()));
      docket.add(new Mark(1));
      other.add(new Mark(2), Schedule.in(Duration.ofDays(1)));
      assertThat(clock.nextDue()).contains(clock.now().plus(Duration.ofDays(1)));
      second.runUntilFinished();
      worker.runUntilFinished();
      ofOther.runUntilFinished();

      assertThat(ran).containsExactly(second.name(), "b:" + ofOther.name());
    }
  }

  @Test
  void several_of_one_kind_are_told_apart_by_their_names() {
    Samples.pass(Several.class);
  }

  static CountDownLatch allAtOnce = new CountDownLatch(4);

  @ExtendWith(DocketExtension.class)
  static class Parallel {
    @RepeatedTest(4)
    void together(Docket docket, TestWorker worker, TestClock clock) throws Exception {
      Instant start = clock.now();
      AtomicInteger ran = new AtomicInteger();
      docket.register(Mark.class, mark -> ran.incrementAndGet());
      docket.add(new Mark(1), Schedule.in(Duration.ofDays(1)).withKey("same"));
      allAtOnce.countDown();
      assertThat(allAtOnce.await(20, TimeUnit.SECONDS)).isTrue();

      assertThat(worker.runUntilFinished()).succeeded(1);

      assertThat(ran.get()).isEqualTo(1);
      assertThat(clock.now()).isEqualTo(start.plus(Duration.ofDays(1)));
    }
  }

  /** JUnit 6.1 has two ways to run tests in parallel; older ones know the first only. */
  @ParameterizedTest
  @ValueSource(strings = {"fork_join_pool", "worker_thread_pool"})
  void tests_run_in_parallel_with_a_docket_and_a_clock_each(String executor) {
    allAtOnce = new CountDownLatch(4);
    EngineTestKit.engine("junit-jupiter")
        .selectors(DiscoverySelectors.selectClass(Parallel.class))
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
        .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
        .configurationParameter(
            "junit.jupiter.execution.parallel.config.executor-service", executor)
        .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
        .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
        .execute()
        .testEvents()
        .assertStatistics(statistics -> statistics.succeeded(4).failed(0));
  }
}
