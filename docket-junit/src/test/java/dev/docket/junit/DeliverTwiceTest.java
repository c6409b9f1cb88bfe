package dev.docket.junit;

import static dev.docket.junit.DocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.Task;
import dev.docket.Worker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each execution is run twice, so that a handler that is not idempotent is found. */
@ExtendWith(DocketExtension.class)
class DeliverTwiceTest {

  record ProcessOrder(long orderId) implements Task {}

  record Mark(int number) implements Task {}

  private final List<Long> shipped = Collections.synchronizedList(new ArrayList<>());

  @Test
  @DeliverTwice
  void each_execution_is_delivered_twice(Docket docket, Worker worker) {
    docket.register(ProcessOrder.class, order -> shipped.add(order.orderId()));
    docket.add(new ProcessOrder(5));

    worker.runUntilFinished();

    assertThat(shipped).containsExactly(5L, 5L);
  }

  @Test
  @DeliverTwice
  void the_second_delivery_is_like_one_after_a_crash(Docket docket, Worker worker) {
    List<Object> provided = Collections.synchronizedList(new ArrayList<>());
    List<Boolean> redelivered = Collections.synchronizedList(new ArrayList<>());
    docket.provide(Object.class, context -> new Object());
    docket.register(
        ProcessOrder.class,
        (order, context) -> {
          redelivered.add(context.redelivered());
          provided.add(context.get(Object.class));
          context.progress().total(3);
          context.progress().increment(3);
        });
    Execution<Void> order = docket.add(new ProcessOrder(5));

    worker.runUntilFinished();

    assertThat(redelivered).containsExactly(false, true);
    assertThat(provided).hasSize(2).doesNotHaveDuplicates();
    assertThat(order).hasProgress(3, 3);
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
    Kit kit = Kit.run(Twice.class);

    assertThat(kit.failures().keySet()).containsExactly("careless");
    assertThat(kit.of("careless").message()).contains("[1, 1]");
  }
}
