package dev.docket.junit;

import static dev.docket.junit.DocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Handles;
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
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What is injected where, and with which settings, seen by samples that JUnit runs. */
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

  @DocketTest(concurrency = 3, handlers = Handlers.class, clock = ClockMode.REAL)
  static class WithSettings {
    @Test
    void settings(Docket docket, Worker worker, TestWorker testWorker) {
      AtomicInteger most = new AtomicInteger();
      Handlers.atWork = most;
      for (int n = 0; n < 6; n++) {
        docket.add(new Mark(n));
      }
      Instant before = Instant.now();
      docket.add(new Mark(9), Schedule.in(Duration.ofMillis(300)));
      TestReport report = testWorker.runUntilFinished();

      assertThat(report).succeeded(7).concurrentAtMost(Mark.class, 3);
      assertThat(most.get()).isEqualTo(3);
      assertThat(Duration.between(before, Instant.now())).isGreaterThan(Duration.ofMillis(290));
    }

    @Test
    void due(Docket docket, TestWorker testWorker) {
      Handlers.atWork = new AtomicInteger();
      docket.add(new Mark(1), Schedule.in(Duration.ofHours(1)));
      assertThat(testWorker.runDue()).succeeded(0);
      assertThat(testWorker.runFor(Duration.ofMillis(100))).succeeded(0);
    }
  }

  static class Handlers {
    static volatile AtomicInteger atWork = new AtomicInteger();
    private static final AtomicInteger NOW = new AtomicInteger();
    private static final CountDownLatch THREE = new CountDownLatch(3);

    @Handles
    void mark(Mark mark) throws InterruptedException {
      atWork.accumulateAndGet(NOW.incrementAndGet(), Math::max);
      if (mark.number() < 3) {
        THREE.countDown();
        THREE.await(5, TimeUnit.SECONDS);
      }
      NOW.decrementAndGet();
    }
  }

  static class NoConstructor {
    NoConstructor(String name) {}
  }

  @DocketTest(handlers = NoConstructor.class)
  static class Unusable {
    @Test
    void unusable(Docket docket) {}
  }

  static class Registered {
    @RegisterExtension
    static final DocketExtension DOCKET =
        DocketExtension.builder()
            .concurrency(1)
            .handlers(Handlers.class)
            .withoutGuards(Guard.KEYS)
            .leftovers(Leftovers.FAIL)
            .hangAfter(Duration.ofSeconds(2))
            .build();

    @Test
    void registered(Docket docket, TestWorker worker) {
      docket.add(new Mark(7));
      docket.add(new Mark(8));
      assertThat(worker.runUntilFinished()).succeeded(2).neverConcurrent(Mark.class);
    }

    @Test
    void leftOver(Docket docket) {
      docket.add(new Mark(7));
    }
  }

  @Test
  void settings_come_from_the_annotation_or_the_builder() {
    Kit kit = Kit.run(WithSettings.class, Registered.class, Unusable.class);

    assertThat(kit.failures().keySet()).containsExactlyInAnyOrder("leftOver", "unusable");
    assertThat(kit.of("unusable").error())
        .hasStackTraceContaining("NoConstructor in @DocketTest(handlers) needs a constructor");
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

  @DeliverTwice
  @ExtendWith(DocketExtension.class)
  static class Twice {
    private final List<Integer> booked = new CopyOnWriteArrayList<>();
    private final Set<Integer> seen = ConcurrentHashMap.newKeySet();

    @Test
    void careless(Docket docket, TestWorker worker) {
      docket.register(Mark.class, mark -> booked.add(mark.number()));
      docket.add(new Mark(1));
      worker.runUntilFinished().throwIfFailed();
      assertThat(booked).containsExactly(1);
    }

    @Test
    void idempotent(Docket docket, TestWorker worker) {
      docket.register(
          Mark.class,
          mark -> {
            if (seen.add(mark.number())) {
              booked.add(mark.number());
            }
          });
      docket.add(new Mark(1));
      worker.runUntilFinished().throwIfFailed();
      assertThat(booked).containsExactly(1);
    }

    @Nested
    class Inside {
      @Test
      void alsoTwice(Docket docket, TestWorker worker) {
        docket.register(Mark.class, mark -> booked.add(mark.number()));
        docket.add(new Mark(1));
        worker.runUntilFinished();
        assertThat(booked).containsExactly(1, 1);
      }
    }
  }

  @Test
  void a_handler_that_is_not_idempotent_is_found() {
    Kit kit = Kit.run(Several.class, Twice.class);

    assertThat(kit.failures().keySet()).containsExactly("careless");
    assertThat(kit.of("careless").message()).contains("[1, 1]");
  }

  static final CountDownLatch ALL_AT_ONCE = new CountDownLatch(4);

  @ExtendWith(DocketExtension.class)
  static class Parallel {
    @RepeatedTest(4)
    void together(Docket docket, TestWorker worker, TestClock clock) throws Exception {
      Instant start = clock.now();
      AtomicInteger ran = new AtomicInteger();
      docket.register(Mark.class, mark -> ran.incrementAndGet());
      docket.add(new Mark(1), Schedule.in(Duration.ofDays(1)).withKey("same"));
      ALL_AT_ONCE.countDown();
      assertThat(ALL_AT_ONCE.await(20, TimeUnit.SECONDS)).isTrue();

      assertThat(worker.runUntilFinished()).succeeded(1);

      assertThat(ran.get()).isEqualTo(1);
      assertThat(clock.now()).isEqualTo(start.plus(Duration.ofDays(1)));
    }
  }

  @Test
  void tests_run_in_parallel_with_a_docket_and_a_clock_each() {
    EngineTestKit.engine("junit-jupiter")
        .selectors(DiscoverySelectors.selectClass(Parallel.class))
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
        .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
        .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
        .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
        .execute()
        .testEvents()
        .assertStatistics(statistics -> statistics.succeeded(4).failed(0));
  }
}
