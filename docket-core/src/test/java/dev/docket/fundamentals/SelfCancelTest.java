package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Execution;
import dev.docket.ExecutionState;
import dev.docket.RunReport;
import dev.docket.Task;
import dev.docket.TaskContext;
import dev.docket.TaskHandler;
import dev.docket.operations.Place;
import dev.docket.operations.Query;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;

/** A handler whose call brings about its own interrupt, which may be there before the answer is. */
class SelfCancelTest extends OnRedis {

  private static final int MANY = 50;

  record Resign() implements Task {}

  private final Queue<Boolean> answers = new ConcurrentLinkedQueue<>();

  @RepeatedTest(5)
  void one_that_goes_on_has_completed() {
    List<Execution<Void>> ended =
        run(context -> docket.cancel(context.key()), SelfCancelTest::awaitInterrupt);

    assertThat(ended).extracting(Execution::state).containsOnly(ExecutionState.COMPLETED);
  }

  @RepeatedTest(5)
  void one_that_ends_by_it_is_cancelled() {
    List<Execution<Void>> ended =
        run(context -> docket.cancel(context.key()), last -> new CountDownLatch(1).await());

    assertThat(ended).extracting(Execution::state).containsOnly(ExecutionState.CANCELLED);
  }

  @RepeatedTest(5)
  void one_that_is_among_many_is_cancelled_by_a_query() {
    Predicate<TaskContext> cancelAll =
        context ->
            docket.operations().cancelAll(new Query(Place.RUNNING, null, context.key()), 1) == 1;

    List<Execution<Void>> ended = run(cancelAll, last -> new CountDownLatch(1).await());

    assertThat(ended).extracting(Execution::state).containsOnly(ExecutionState.CANCELLED);
  }

  private List<Execution<Void>> run(
      Predicate<TaskContext> cancel, TaskHandler<? super Resign> afterwards) {
    docket.register(
        Resign.class,
        (resign, context) -> {
          answers.add(cancel.test(context));
          afterwards.handle(resign);
        });
    List<Execution<Void>> all =
        IntStream.range(0, MANY).mapToObj(n -> docket.add(new Resign())).toList();

    RunReport report = runUntilFinished();

    assertThat(report.failed()).isZero();
    assertThat(answers).hasSize(MANY).containsOnly(true);
    return all;
  }

  private static void awaitInterrupt(Resign resign) {
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.park();
    }
  }
}
