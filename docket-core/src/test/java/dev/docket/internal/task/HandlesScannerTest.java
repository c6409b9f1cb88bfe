package dev.docket.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Handles;
import dev.docket.InvalidTaskException;
import dev.docket.Progress;
import dev.docket.ResultTask;
import dev.docket.Task;
import dev.docket.TaskContext;
import dev.docket.TaskDefinition;
import dev.docket.TimeoutControl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class HandlesScannerTest {

  record ProcessOrder(long id) implements Task {}

  record OrderTotal(long id) implements ResultTask<Integer> {}

  record OrderLines(long id) implements ResultTask<List<String>> {}

  record Nothing() implements ResultTask<Void> {}

  static final class Connection {}

  private final Providers providers = new Providers();
  private final TaskRegistry registry = new TaskRegistry();

  @Test
  void annotated_methods_handle_the_task_of_their_first_parameter() throws Exception {
    class Orders {
      final List<Long> processed = new ArrayList<>();

      @Handles
      void process(ProcessOrder order) {
        processed.add(order.id());
      }

      @Handles
      int total(OrderTotal query) {
        return (int) query.id() * 2;
      }

      void other(String text) {}
    }
    Orders orders = new Orders();

    Map<String, RegisteredTask> tasks = scan(orders);

    assertThat(tasks).containsOnlyKeys("ProcessOrder", "OrderTotal");
    assertThat(invoke(tasks.get("ProcessOrder"), new ProcessOrder(7))).isNull();
    assertThat(orders.processed).containsExactly(7L);
    assertThat(invoke(tasks.get("OrderTotal"), new OrderTotal(21))).isEqualTo(42);
  }

  @Test
  void further_parameters_are_injected_by_type() throws Exception {
    class Orders {
      @Handles
      List<String> lines(
          OrderLines query,
          TaskContext context,
          Progress progress,
          TimeoutControl timeout,
          Logger logger,
          Connection connection) {
        assertThat(progress).isSameAs(context);
        assertThat(timeout).isSameAs(context);
        assertThat(logger).isSameAs(context.logger());
        assertThat(connection).isSameAs(context.get(Connection.class));
        return List.of(context.key());
      }
    }
    providers.provideShared(Connection.class, Connection::new);

    Object result = invoke(scan(new Orders()).get("OrderLines"), new OrderLines(1));

    assertThat(result).isEqualTo(List.of("key"));
  }

  @Test
  void private_static_and_inherited_methods_are_found() {
    assertThat(scan(new Derived())).containsOnlyKeys("ProcessOrder", "OrderTotal", "Nothing");
  }

  static class Base {
    @Handles
    void process(ProcessOrder order) {}

    @Handles
    private int total(OrderTotal query) {
      return 1;
    }
  }

  static final class Derived extends Base {
    @Override
    @Handles
    void process(ProcessOrder order) {}

    @Handles
    static void nothing(Nothing query) {}
  }

  @Test
  void default_methods_of_interfaces_are_found_unless_they_are_overridden() {
    class Inherits implements Processing {}
    class Overrides implements Processing {
      @Override
      public void process(ProcessOrder order) {}

      @Handles
      int total(OrderTotal query) {
        return 1;
      }
    }

    assertThat(scan(new Inherits())).containsOnlyKeys("ProcessOrder");
    assertThat(scan(new Overrides())).containsOnlyKeys("OrderTotal");
  }

  interface Processing {
    @Handles
    default void process(ProcessOrder order) {}
  }

  @Test
  void what_a_method_throws_is_thrown_as_it_is() {
    class Orders {
      @Handles
      void process(ProcessOrder order) throws IOException {
        throw new IOException("checked");
      }

      @Handles
      int total(OrderTotal query) {
        throw new StackOverflowError("an error");
      }
    }
    Map<String, RegisteredTask> tasks = scan(new Orders());

    assertThatThrownBy(() -> invoke(tasks.get("ProcessOrder"), new ProcessOrder(1)))
        .isInstanceOf(IOException.class)
        .hasMessage("checked");
    assertThatThrownBy(() -> invoke(tasks.get("OrderTotal"), new OrderTotal(1)))
        .isInstanceOf(StackOverflowError.class);
  }

  @Test
  void a_definition_given_before_is_kept() {
    class Orders {
      @Handles
      void process(ProcessOrder order) {}
    }
    registry.define(TaskDefinition.of(ProcessOrder.class).name("renamed"));

    assertThat(scan(new Orders())).containsOnlyKeys("renamed");
  }

  @Test
  void an_object_without_annotated_methods_is_refused() {
    refused(new Object(), "has no method annotated @Handles");
  }

  @Test
  void a_method_without_a_task_is_refused() {
    class NoParameter {
      @Handles
      void process() {}
    }
    class NoTask {
      @Handles
      void process(String order) {}
    }
    refused(new NoParameter(), "process has no parameter");
    refused(new NoTask(), "make it a record");
  }

  @Test
  void a_missing_provider_is_refused_with_the_fix() {
    class Orders {
      @Handles
      void process(ProcessOrder order, Connection connection) {}
    }
    refused(new Orders(), "docket.provide(Connection.class, …) first");
  }

  @Test
  void two_methods_for_one_task_are_refused() {
    class Orders {
      @Handles
      void one(ProcessOrder order) {}

      @Handles
      void two(ProcessOrder order) {}
    }
    refused(new Orders(), "handles the same task as one; keep one");
  }

  @Test
  void a_wrong_result_is_refused() {
    class NoResult {
      @Handles
      void total(OrderTotal query) {}
    }
    class WrongResult {
      @Handles
      String total(OrderTotal query) {
        return "";
      }
    }
    class UnwantedResult {
      @Handles
      int process(ProcessOrder order) {
        return 1;
      }
    }
    refused(new NoResult(), "returns void, but its task wants java.lang.Integer");
    refused(new WrongResult(), "returns java.lang.String, but its task wants java.lang.Integer");
    refused(new UnwantedResult(), "its task has no result");
  }

  @Test
  void a_more_specific_result_is_fine() {
    class Orders {
      @Handles
      ArrayList<String> lines(OrderLines query) {
        return new ArrayList<>();
      }
    }
    assertThat(scan(new Orders())).containsOnlyKeys("OrderLines");
  }

  private Map<String, RegisteredTask> scan(Object handlers) {
    return HandlesScanner.scan(handlers, providers, registry).stream()
        .collect(Collectors.toMap(task -> task.definition().name(), Function.identity()));
  }

  private Object invoke(RegisteredTask task, Object record) throws Exception {
    try (FakeContext context = new FakeContext(providers)) {
      return task.invocation().invoke(record, context);
    }
  }

  private void refused(Object handlers, String problem) {
    assertThatExceptionOfType(InvalidTaskException.class)
        .isThrownBy(() -> scan(handlers))
        .withMessageContaining(problem);
  }
}
