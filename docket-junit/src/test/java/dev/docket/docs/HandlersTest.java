package dev.docket.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Handles;
import dev.docket.RetryLater;
import dev.docket.Task;
import dev.docket.TaskContext;
import dev.docket.behavior.Perpetual;
import dev.docket.junit.TaskContexts;
import dev.docket.junit.TestTaskContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Unit tests of handlers, as docs/testing.md shows them. No Redis here. */
class HandlersTest {

  record ImportOrders(String file, int lines) implements Task {}

  @Perpetual(every = "10m")
  record PollMailbox(String address) implements Task {}

  interface Orders {
    void save(int line);
  }

  // docs: a handler
  static class Imports {
    @Handles
    void importOrders(ImportOrders task, TaskContext context) {
      Orders orders = context.get(Orders.class);
      context.progress().total(task.lines());
      for (int line = 1; line <= task.lines() && !context.isCancelled(); line++) {
        orders.save(line);
        context.progress().increment();
      }
    }

    @Handles
    void poll(PollMailbox task, TaskContext context) {
      if (context.attempt() < 3) {
        throw RetryLater.after(Duration.ofMinutes(context.attempt()));
      }
      context.perpetual().every(Duration.ofHours(1)); // from now on more slowly
    }
  }

  // end

  // docs: a unit test
  @Test
  void every_line_is_saved_and_counted() {
    List<Integer> saved = new ArrayList<>();
    ImportOrders task = new ImportOrders("orders.csv", 3);
    TestTaskContext context =
        TaskContexts.forTesting(task).withProvided(Orders.class, line -> saved.add(line));

    new Imports().importOrders(task, context);

    assertThat(saved).containsExactly(1, 2, 3);
    assertThat(context.progressMade().current()).isEqualTo(3);
    assertThat(context.progressMade().total()).isEqualTo(3);
  }

  @Test
  void a_mailbox_that_fails_is_polled_more_slowly() {
    PollMailbox task = new PollMailbox("info@example.com");
    TestTaskContext first = TaskContexts.forTesting(task);
    TestTaskContext third = TaskContexts.forTesting(task).withAttempt(3);

    assertThatThrownBy(() -> new Imports().poll(task, first)).isInstanceOf(RetryLater.class);
    new Imports().poll(task, third);

    assertThat(third.nextRun().every()).isEqualTo(Duration.ofHours(1));
  }

  // end

  // docs: a cancelled unit test
  @Test
  void an_import_that_is_cancelled_ends_early() {
    List<Integer> saved = new ArrayList<>();
    ImportOrders task = new ImportOrders("orders.csv", 1000);
    TestTaskContext[] context = new TestTaskContext[1];
    Orders orders =
        line -> {
          saved.add(line);
          context[0].cancel();
        };
    context[0] = TaskContexts.forTesting(task).withProvided(Orders.class, orders);

    new Imports().importOrders(task, context[0]);

    assertThat(saved).containsExactly(1);
  }
  // end
}
