package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Execution;
import dev.docket.ExecutionState;
import dev.docket.ResultTask;
import dev.docket.ResultTimeoutException;
import dev.docket.RetryLater;
import dev.docket.RunReport;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.TaskCancelledException;
import dev.docket.TaskFailedException;
import dev.docket.behavior.Retry;
import dev.docket.behavior.Timeout;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RetriesAndResultsTest extends OnRedis {

  @Retry(attempts = 3, delay = "10ms")
  record Flaky(int succeedsAt) implements Task {}

  @Retry(attempts = 2, delay = "1h")
  record Impatient() implements Task {}

  @Timeout("100ms")
  record Endless() implements Task {}

  record Sum(int a, int b) implements ResultTask<Integer> {}

  @Test
  void attempts_are_total_attempts() {
    Queue<Integer> attempts = new ConcurrentLinkedQueue<>();
    docket.register(
        Flaky.class,
        (task, context) -> {
          attempts.add(context.attempt());
          if (context.attempt() < task.succeedsAt()) {
            throw new IllegalStateException("not yet");
          }
        });
    Execution<Void> third = docket.add(new Flaky(3));
    RunReport report = runUntilFinished();
    Execution<Void> never = docket.add(new Flaky(9));
    RunReport second = runUntilFinished();

    assertThat(report).isEqualTo(new RunReport(1, 0, 2, 0, 0));
    assertThat(second).isEqualTo(new RunReport(0, 1, 2, 0, 0));
    assertThat(attempts).containsExactly(1, 2, 3, 1, 2, 3);
    assertThat(third.state()).isEqualTo(ExecutionState.COMPLETED);
    assertThat(never.record().orElseThrow().error()).isEqualTo("IllegalStateException: not yet");
  }

  @Test
  void a_handler_may_ask_for_its_own_retry_time() {
    docket.register(
        Impatient.class,
        (task, context) -> {
          if (context.attempt() == 1) {
            throw RetryLater.after(Duration.ofMillis(5));
          }
        });
    docket.add(new Impatient());

    assertThat(runUntilFinished().succeeded()).isEqualTo(1);
  }

  @Test
  void a_time_out_interrupts_the_handler_and_fails_the_run() {
    docket.register(Endless.class, task -> new CountDownLatch(1).await());
    Execution<Void> execution = docket.add(new Endless());

    assertThat(runUntilFinished().failed()).isEqualTo(1);
    assertThatThrownBy(() -> execution.result(Duration.ofSeconds(20)))
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            e -> {
              assertThat(e.errorType()).isEqualTo("java.util.concurrent.TimeoutException");
              assertThat(e.stackTraceText()).contains("exceeded its time-out");
            });
  }

  @Test
  void a_result_is_waited_for() {
    docket.register(Sum.class, sum -> sum.a() + sum.b());
    Execution<Integer> sum = docket.add(new Sum(2, 3));

    assertThatThrownBy(() -> sum.result(Duration.ofMillis(10)))
        .isInstanceOf(ResultTimeoutException.class);
    runUntilFinished();

    assertThat(sum.result(Duration.ofSeconds(20))).isEqualTo(5);
  }

  @Test
  void a_failed_execution_is_listed_and_runs_again_when_requeued() {
    AtomicBoolean broken = new AtomicBoolean(true);
    docket.register(
        Sum.class,
        sum -> {
          if (broken.get()) {
            throw new IllegalArgumentException("broken");
          }
          return sum.a() + sum.b();
        });
    Execution<Integer> sum = docket.add(new Sum(1, 1), Schedule.keyed("s"));
    runUntilFinished();
    assertThat(docket.failed(10)).singleElement().extracting("key").isEqualTo("s");

    broken.set(false);
    assertThat(docket.requeue("s")).isTrue();
    assertThat(docket.requeue("s")).isFalse();
    assertThat(docket.execution("s").orElseThrow().attempt()).isEqualTo(1);
    runUntilFinished();

    assertThat(sum.result(Duration.ofSeconds(20))).isEqualTo(2);
    assertThat(docket.failed(10)).isEmpty();
  }

  @Test
  void the_result_of_what_was_replaced_by_another_task_is_not_that_of_the_other() {
    docket.register(Sum.class, sum -> sum.a() + sum.b());
    docket.register(Endless.class, endless -> {});
    Execution<Integer> sum =
        docket.add(new Sum(1, 2), Schedule.in(Duration.ofHours(1)).withKey("k"));
    docket.replace(new Endless(), Schedule.keyed("k"));

    assertThatThrownBy(() -> sum.result(Duration.ofSeconds(20)))
        .isInstanceOf(TaskCancelledException.class)
        .hasMessageContaining("Sum[k] was replaced: its key is Endless's now");
    runUntilFinished();
  }
}
