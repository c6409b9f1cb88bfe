package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Execution;
import dev.docket.ExecutionState;
import dev.docket.InvalidTaskException;
import dev.docket.ResultTask;
import dev.docket.ResultTimeoutException;
import dev.docket.RetryLater;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.TaskContext;
import dev.docket.Worker;
import dev.docket.behavior.Perpetual;
import dev.docket.behavior.Retry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Times before 1970 are now, those after the year 9999 are its last moment. */
class FarTimesTest extends OnRedis {

  private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);
  private static final Duration LONG_AGO = Duration.ofSeconds(Long.MIN_VALUE);

  @Perpetual(every = "10s")
  record Tick() implements Task {}

  @Retry(attempts = 2)
  record Again() implements Task {}

  record Answer() implements ResultTask<Integer> {}

  static Stream<Arguments> farTimes() {
    return Stream.of(
        next("at the end of time", context -> context.perpetual().at(Instant.MAX)),
        next("every age", context -> context.perpetual().every(FOREVER)),
        next("after an age", context -> context.perpetual().after(FOREVER)));
  }

  private static Arguments next(String what, Consumer<TaskContext> decision) {
    return Arguments.of(what, decision);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("farTimes")
  void the_next_run_of_a_chain_may_be_far_away(String what, Consumer<TaskContext> decision) {
    docket.register(Tick.class, (tick, context) -> decision.accept(context));
    Execution<Void> tick = docket.add(new Tick(), Schedule.keyed("tick"));
    try (Worker worker = Worker.builder(docket).concurrency(1).build()) {
      worker.runUntil(Instant.now().plusSeconds(60));
    }

    assertThat(tick.record().orElseThrow().when().atZone(ZoneOffset.UTC).getYear()).isEqualTo(9999);
    tick.cancel();
  }

  @Test
  void a_negative_pace_is_refused_and_the_run_fails_as_any_other() {
    docket.register(
        Tick.class, (tick, context) -> context.perpetual().every(Duration.ofSeconds(-5)));
    Execution<Void> tick = docket.add(new Tick(), Schedule.keyed("tick"));
    try (Worker worker = Worker.builder(docket).concurrency(1).build()) {
      assertThat(worker.runAtMost(Map.of("tick", 1)).failed()).isEqualTo(1);
    }

    assertThat(tick.record().orElseThrow().error())
        .startsWith(InvalidTaskException.class.getSimpleName())
        .contains("every(PT-5S) of Tick");
  }

  @Test
  void a_retry_may_be_far_away() {
    docket.register(
        Again.class,
        again -> {
          throw RetryLater.at(Instant.MAX);
        });
    Execution<Void> again = docket.add(new Again());
    try (Worker worker = Worker.builder(docket).build()) {
      worker.runUntil(Instant.now().plusSeconds(60));
    }

    assertThat(again.record().orElseThrow().attempt()).isEqualTo(2);
    again.cancel();
  }

  @Test
  void what_is_added_for_long_ago_runs_at_once_and_for_the_end_of_time_it_waits() {
    docket.register(Answer.class, answer -> 42);
    Execution<Integer> past = docket.add(new Answer(), Schedule.at(Instant.MIN));
    Execution<Integer> before = docket.add(new Answer(), Schedule.in(LONG_AGO));
    Execution<Integer> end = docket.add(new Answer(), Schedule.at(Instant.MAX));
    Execution<Integer> later = docket.add(new Answer(), Schedule.in(FOREVER));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      assertThat(past.result(FOREVER)).isEqualTo(42);
      assertThat(before.result(FOREVER)).isEqualTo(42);
    }

    assertThatThrownBy(() -> end.result(LONG_AGO)).isInstanceOf(ResultTimeoutException.class);
    assertThat(end.state()).isEqualTo(ExecutionState.SCHEDULED);
    assertThat(later.state()).isEqualTo(ExecutionState.SCHEDULED);
    end.cancel();
    later.cancel();
  }
}
