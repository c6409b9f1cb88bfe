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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The settings of the annotation and of the builder, seen by samples that JUnit runs. */
class ExtensionSettingsTest {

  record Mark(int number) implements Task {}

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

  @DocketTest(hangAfter = "0s")
  static class AtOnce {
    @Test
    void atOnce(Docket docket) {}
  }

  @DocketTest(hangAfter = "soon")
  static class Soon {
    @Test
    void soon(Docket docket) {}
  }

  @Test
  void a_patience_that_is_none_is_refused() {
    Kit kit = Kit.run(AtOnce.class, Soon.class);

    assertThat(kit.of("atOnce").error())
        .hasStackTraceContaining("hangAfter is PT0S; it must be positive");
    assertThat(kit.of("soon").error())
        .hasStackTraceContaining("@DocketTest(hangAfter = \"soon\"): ")
        .hasStackTraceContaining("write 250ms, 5s");
  }

  @DocketTest(concurrency = 0)
  static class Idle {
    @Test
    void idle(Docket docket) {}
  }

  @Test
  void a_worker_that_may_run_nothing_is_refused() {
    assertThat(Kit.run(Idle.class).of("idle").error())
        .hasStackTraceContaining("@DocketTest(concurrency = 0): it must be at least 1");
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
}
