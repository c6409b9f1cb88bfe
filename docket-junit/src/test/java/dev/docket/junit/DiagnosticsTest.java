package dev.docket.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.Retry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

@Isolated("looks at the standard streams")
class DiagnosticsTest {

  @Retry(attempts = 2, delay = "1m")
  record Charge(@ConcurrencyLimit(max = 1) long customer, String card) implements Task {}

  record Greet(String name) implements Task {}

  @ExtendWith(DocketExtension.class)
  static class Sample {

    @Test
    void fails(Docket docket, TestWorker worker, @Named("live") Worker live) {
      CountDownLatch never = new CountDownLatch(1);
      docket.register(
          Charge.class,
          (charge, context) -> {
            if (charge.card().equals("slow")) {
              never.await();
            }
            context.logger().warn("asking the bank about {}", charge.card());
            System.out.println("printed by " + context.key());
            throw new IllegalStateException("declined " + charge.card());
          });
      docket.register(Greet.class, greet -> LoggerFactory.getLogger("app").warn("hello, all"));
      docket.strike(Strike.task("unwanted"));
      docket.add(new Charge(1, "visa"), Schedule.keyed("charge-1"));
      docket.add(new Greet("Alice"), Schedule.keyed("greet"));
      worker.runUntilFinished();
      docket.add(new Greet("Bob"), Schedule.in(Duration.ofDays(3)).withKey("later"));
      docket.add(new Charge(7, "slow"), Schedule.keyed("slow"));
      docket.add(new Charge(7, "next"), Schedule.keyed("next"));
      live.start();
      DocketAwait.await(docket)
          .until(() -> docket.concurrencySets().stream().anyMatch(s -> !s.waiters().isEmpty()));
      throw new AssertionError("on purpose");
    }

    @Test
    void passes(Docket docket, Worker worker) {
      docket.register(Greet.class, greet -> {});
      docket.add(new Greet("Alice"));
      worker.runUntilFinished();
    }
  }

  @ExtendWith(DocketExtension.class)
  static class Stuck {
    @Test
    @Timeout(5)
    void hangs(Docket docket, TestWorker worker) {
      CountDownLatch never = new CountDownLatch(1);
      docket.register(Greet.class, greet -> never.await());
      docket.add(new Greet("Alice"), Schedule.keyed("stuck"));
      worker.runUntilFinished();
    }
  }

  @ExtendWith(DocketExtension.class)
  static class Forgetful {
    @Test
    void registersNothing(Docket docket, TestWorker worker) {
      docket.add(new Greet("Alice"), Schedule.keyed("alice"));
      TestReport report = worker.runUntilFinished();
      docket.add(new Greet("Bob"), Schedule.keyed("bob"));
      DocketAssertions.assertThat(report).succeeded(1);
    }

    @Test
    void runsNothing(Docket docket, TestWorker worker) {
      docket.register(Greet.class, greet -> {});
      docket.add(new Greet("Bob"), Schedule.in(Duration.ofDays(1)).withKey("bob"));
      DocketAssertions.assertThat(worker.runDue()).succeeded(1);
    }
  }

  @Test
  void a_handler_that_was_forgotten_is_named() {
    Kit kit = Ran.of(Forgetful.class).kit();

    assertThat(kit.of("registersNothing").message())
        .contains(
            "failed without a run:\n", "Greet[alice] FAILED", "no live worker has known Greet");
    assertThat(kit.of("registersNothing").report())
        .contains("failed without a run\n    Greet[alice]: Unknown task: no live worker has known")
        .contains("Greet[bob] no live worker knows task Greet; register its handler");
    assertThat(kit.of("runsNothing").message()).contains("left:\n", "Greet[bob] SCHEDULED, due ");
    assertThat(kit.of("runsNothing").report()).contains("Greet[bob] due in ");
  }

  @Retry(attempts = 3, delay = "1d")
  record SendTheMonthlyInvoiceToTheCustomer(int number) implements Task {}

  @ExtendWith(DocketExtension.class)
  static class LongNames {
    @Test
    void draws(Docket docket, TestWorker worker, TestClock clock) {
      docket.register(
          SendTheMonthlyInvoiceToTheCustomer.class,
          invoice -> {
            throw new IllegalStateException();
          });
      clock.set(Instant.parse("2030-05-01T00:00:00Z"));
      docket.add(new SendTheMonthlyInvoiceToTheCustomer(1));
      docket.add(new SendTheMonthlyInvoiceToTheCustomer(2));
      throw new AssertionError(worker.runUntilFinished().toString());
    }
  }

  @Test
  void executions_with_long_names_have_a_lane_each_with_what_the_test_clock_showed() {
    String drawn = Ran.of(LongNames.class).kit().of("draws").message();

    assertThat(drawn.lines().filter(line -> line.contains("…") && line.contains("|")).toList())
        .hasSize(2)
        .doesNotHaveDuplicates()
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("ToTheCustomer[…", "3 runs, the last failed")
                    .endsWith("; from 2030-05-01T00:00:00Z to 2030-05-03T00:00:00Z"));
  }

  @ExtendWith(DocketExtension.class)
  static class Sharing {
    @BeforeAll
    static void ask(Docket docket) {
      docket.register(Greet.class, greet -> {});
    }

    @Test
    void fails() {
      throw new AssertionError("on purpose");
    }
  }

  @Test
  void a_docket_that_tests_share_is_said_to_be_shared() {
    assertThat(Ran.of(Sharing.class).kit().of("fails").report())
        .startsWith("The tests of this class share a docket, because @BeforeAll asks")
        .contains("@BeforeEach asks for is fresh");
  }

  /** What became of a sample, and what was printed. */
  private record Ran(Kit kit, String printed) {
    static Ran of(Class<?> sample) {
      ByteArrayOutputStream printed = new ByteArrayOutputStream();
      PrintStream before = System.err;
      System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
      try {
        return new Ran(Kit.run(sample), printed.toString(StandardCharsets.UTF_8));
      } finally {
        System.setErr(before);
      }
    }
  }

  private static Ran sample;

  @BeforeAll
  static void run() {
    sample = Ran.of(Sample.class);
  }

  @Test
  void a_failure_is_told_once_with_all_that_happened() {
    String report = sample.kit().of("fails").report();
    assertThat(report)
        .contains("Redis: Redis ", " at redis", "clock: virtual, at ")
        .contains("snapshot: ", "left, and why", "Greet[later] due in 3 days")
        .contains("workers", "-live runs ", "knows Charge, Greet")
        .contains("slots", "customer 7: 1 of 1 held by [slow]; [next] wait")
        .contains("strikes", "unwanted")
        .contains("timeline", "Charge[charge-1] ", "2 runs, the last failed", "Greet[greet]")
        .contains("added", "Greet[later] SCHEDULED, due ")
        .contains("task failures", "Charge[charge-1] attempt 1: java.lang.IllegalStateException")
        .contains("Charge[charge-1] attempt 2: the same", "at dev.docket.junit.DiagnosticsTest")
        .doesNotContain("HandlerCall", "RunRecorder")
        .contains("output of each execution", "asking the bank about visa", "hello, all")
        .contains("printed by charge-1")
        .doesNotContain("=== again ===");
    assertThat(lane(report, "Charge[charge-1]")).matches(".*\\| *1-*~? *2-*x? *\\|.*");
    assertThat(sample.printed()).containsOnlyOnce("Docket diagnostics");
  }

  private static String lane(String report, String name) {
    return report
        .lines()
        .filter(line -> line.contains(name) && line.contains("|"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void the_output_of_one_execution_is_not_that_of_another() {
    String report = sample.kit().of("fails").report();

    String outputs = report.substring(report.indexOf("output of each execution"));
    String ofGreet = outputs.substring(outputs.indexOf("Greet[greet]"));
    int next = ofGreet.indexOf("Charge[");
    assertThat(next < 0 ? ofGreet : ofGreet.substring(0, next))
        .contains("hello, all")
        .doesNotContain("asking the bank");
  }

  @Test
  void a_passing_test_is_quiet() {
    assertThat(sample.kit().of("passes").passed()).isTrue();
    assertThat(sample.kit().of("passes").report()).isEmpty();
  }

  @Test
  void a_test_that_JUnit_interrupts_tells_where_it_hangs() {
    Kit kit = Ran.of(Stuck.class).kit();

    assertThat(kit.of("hangs").passed()).isFalse();
    assertThat(kit.of("hangs").error())
        .hasStackTraceContaining("The test was interrupted while its worker ran")
        .hasStackTraceContaining("Greet[stuck] running on worker ")
        .hasStackTraceContaining("CountDownLatch.await");
  }
}
