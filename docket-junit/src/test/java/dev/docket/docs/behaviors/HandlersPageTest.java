package dev.docket.docs.behaviors;

import static dev.docket.junit.DocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Handles;
import dev.docket.ResultTask;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.TaskContext;
import dev.docket.behavior.Logged;
import dev.docket.behavior.TaskName;
import dev.docket.junit.DocketExtension;
import dev.docket.junit.TestWorker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/behaviors/handlers.md and logging.md show. */
@ExtendWith(DocketExtension.class)
class HandlersPageTest {

  record ShipOrder(long orderId) implements Task {}

  record OrderTotal(long orderId) implements ResultTask<Long> {}

  /** A stand-in for a pool of connections. */
  static final class Pool implements AutoCloseable {
    private final List<String> log;

    Pool(List<String> log) {
      this.log = log;
    }

    Connection connection() {
      return new Connection(log);
    }

    @Override
    public void close() {
      log.add("pool closed");
    }
  }

  static final class Connection implements AutoCloseable {
    private final List<String> log;

    Connection(List<String> log) {
      this.log = log;
    }

    void ship(long orderId) {
      log.add("shipped " + orderId);
    }

    long total(long orderId) {
      return orderId * 100;
    }

    @Override
    public void close() {
      log.add("connection closed");
    }
  }

  // docs: handlers
  static class OrderHandlers {

    @Handles
    void ship(ShipOrder task, Connection connection, TaskContext context) {
      context.logger().info("Shipping, attempt {}", context.attempt());
      connection.ship(task.orderId());
    }

    @Handles
    long total(OrderTotal query, Connection connection) {
      return connection.total(query.orderId());
    }
  }

  // end

  @Test
  void what_is_provided_is_injected_and_closed(Docket docket, TestWorker worker) {
    List<String> log = Collections.synchronizedList(new ArrayList<>());
    // docs: provide
    docket.provideShared(Pool.class, () -> new Pool(log)); // one for each worker
    docket.provide(Connection.class, context -> context.get(Pool.class).connection());
    docket.register(new OrderHandlers());
    // end
    docket.add(new ShipOrder(7));

    assertThat(worker.runUntilFinished()).succeeded(1);
    assertThat(log).containsExactly("shipped 7", "connection closed", "pool closed");
  }

  // docs: logged
  @TaskName("process-order")
  record ProcessOrder(
      @Logged long orderId, @Logged(lengthOnly = true) List<String> lines, String card)
      implements Task {}

  // end

  @Test
  void only_what_is_marked_is_logged(Docket docket, TestWorker worker) {
    docket.register(ProcessOrder.class, order -> {});
    docket.add(new ProcessOrder(123, List.of("a", "b", "c"), "4111"), Schedule.keyed("order-123"));

    assertThat(worker.runUntilFinished()).succeeded(1);
  }
}
