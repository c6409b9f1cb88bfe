package dev.docket.junit;

import static dev.docket.junit.DocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.ResultTask;
import dev.docket.Task;
import dev.docket.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a test can do to a worker, and that others take its work over. */
@ExtendWith(DocketExtension.class)
class FaultsTest {

  record ProcessOrder(long orderId) implements Task {}

  record Total() implements ResultTask<Long> {}

  private final List<Long> shipped = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  /** Until its handler waits. */
  private void startRunning(Worker worker) throws InterruptedException {
    worker.start();
    assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void work_of_a_crashed_worker_is_done_by_another(
      @Named("a") Worker first, Docket docket, Worker second) throws InterruptedException {
    docket.register(
        ProcessOrder.class,
        (order, context) -> {
          if (!context.redelivered()) {
            started.countDown();
            go.await();
          }
          shipped.add(order.orderId());
        });
    docket.add(new ProcessOrder(9));
    startRunning(first);

    Faults.of(first).crash();
    second.start();

    // Sooner than its heartbeats would be missed.
    Awaitility.await().atMost(Duration.ofSeconds(8)).until(() -> shipped.contains(9L));
  }

  @Test
  void what_a_frozen_worker_holds_is_run_by_another_and_its_late_result_is_refused(
      Docket docket, @Named("first") Worker first, @Named("second") Worker second)
      throws InterruptedException {
    docket.register(
        Total.class,
        (total, context) -> {
          if (!context.redelivered()) {
            started.countDown();
            go.await();
            return -1L;
          }
          return 42L;
        });
    Execution<Long> total = docket.add(new Total());
    startRunning(first);

    Faults.of(first).freeze();
    second.start();

    assertThat(total.result(Duration.ofSeconds(8))).isEqualTo(42L);
    go.countDown();
    first.stop();
    assertThat(total.result(Duration.ofSeconds(8))).isEqualTo(42L);
  }

  @Test
  void a_worker_that_thaws_goes_on_as_if_nothing_had_been(
      Docket docket, @Named("first") Worker first, @Named("second") Worker second)
      throws InterruptedException {
    docket.register(
        Total.class,
        (total, context) -> {
          started.countDown();
          go.await();
          return context.redelivered() ? -1L : 42L;
        });
    Execution<Long> total = docket.add(new Total());
    startRunning(first);

    Faults.of(first).freeze();
    Faults.of(first).thaw();
    DocketAwait.await(docket).until(() -> docket.workers().size() == 1);
    second.start();
    DocketAwait.await(docket).until(() -> docket.workers().size() == 2);
    go.countDown();

    assertThat(total.result(Duration.ofSeconds(8))).isEqualTo(42L);
    assertThat(total).ranTimes(1);
  }

  @Test
  void a_worker_whose_connection_is_killed_reads_on(Docket docket, Worker worker) {
    docket.register(ProcessOrder.class, order -> shipped.add(order.orderId()));
    worker.start();
    docket.add(new ProcessOrder(1));
    DocketAwait.await(docket).until(() -> shipped.contains(1L));

    Faults.of(worker).killConnections();
    docket.add(new ProcessOrder(2));

    DocketAwait.await(docket).until(() -> shipped.contains(2L));
  }

  @Test
  void a_fault_is_for_a_worker_that_runs(Worker worker) {
    Faults faults = Faults.of(worker);

    for (ThrowingCallable fault :
        List.<ThrowingCallable>of(
            faults::crash, faults::freeze, faults::thaw, faults::killConnections)) {
      assertThatThrownBy(fault)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("does not run; a fault is for one that was started");
    }
  }
}
