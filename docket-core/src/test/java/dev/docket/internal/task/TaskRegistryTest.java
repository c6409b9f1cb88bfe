package dev.docket.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.docket.InvalidTaskException;
import dev.docket.Task;
import dev.docket.TaskDefinition;
import dev.docket.behavior.TaskName;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TaskRegistryTest {

  @TaskName(value = "order", aliases = "old-order")
  record Order() implements Task {}

  @TaskName("order")
  record SameName() implements Task {}

  @TaskName("old-order")
  record NameOfAnAlias() implements Task {}

  record Unregistered() implements Task {}

  private final TaskRegistry registry = new TaskRegistry();
  private final Invocation first = (task, context) -> "first";
  private final Invocation second = (task, context) -> "second";

  @Test
  void a_task_is_found_by_its_name_and_its_aliases() {
    registry.register(TaskDefinition.of(Order.class), first);

    assertThat(registry.find("order")).isPresent().isEqualTo(registry.find("old-order"));
    assertThat(registry.find("Order")).isEmpty();
    assertThat(registry.names()).containsExactly("old-order", "order");
    assertThat(registry.all()).hasSize(1);
  }

  @Test
  void registering_a_record_again_replaces_its_handler() {
    registry.register(TaskDefinition.of(Order.class), first);
    registry.register(TaskDefinition.of(Order.class), second);

    assertThat(registry.find("order"))
        .get()
        .extracting(RegisteredTask::invocation)
        .isSameAs(second);
    assertThat(registry.all()).hasSize(1);
  }

  @Test
  void registering_a_record_under_another_name_frees_the_old_one() {
    registry.register(TaskDefinition.of(Order.class), first);
    registry.register(TaskDefinition.of(Order.class).name("new").aliases(Set.of()), first);

    assertThat(registry.names()).containsExactly("new");
    registry.register(TaskDefinition.of(SameName.class), second);
    assertThat(registry.names()).containsExactly("new", "order");
  }

  @Test
  void two_records_under_one_name_are_refused() {
    registry.register(TaskDefinition.of(Order.class), first);

    for (Class<?> other : new Class<?>[] {SameName.class, NameOfAnAlias.class}) {
      assertThatExceptionOfType(InvalidTaskException.class)
          .isThrownBy(() -> registry.register(TaskDefinition.of(other), second))
          .withMessageContaining(other.getName())
          .withMessageContaining(Order.class.getName())
          .withMessageContaining("@TaskName");
    }
    assertThat(registry.find("order")).get().extracting(RegisteredTask::invocation).isSameAs(first);
  }

  @Test
  void a_definition_without_a_handler_is_known_but_cannot_run() {
    registry.define(TaskDefinition.of(Order.class).name("renamed"));

    assertThat(registry.find("renamed")).isEmpty();
    assertThat(registry.names()).isEmpty();
    assertThat(registry.definitionOf("renamed")).isPresent();
    assertThat(registry.definitionOf(Order.class).name()).isEqualTo("renamed");
  }

  @Test
  void a_definition_given_later_keeps_the_handler() {
    registry.register(TaskDefinition.of(Order.class), first);
    registry.define(TaskDefinition.of(Order.class).name("renamed"));

    assertThat(registry.find("renamed"))
        .get()
        .extracting(RegisteredTask::invocation)
        .isSameAs(first);
  }

  @Test
  void a_handler_given_later_keeps_the_definition() {
    registry.define(TaskDefinition.of(Order.class).name("renamed"));
    registry.register(Order.class, first);

    assertThat(registry.names()).containsExactly("old-order", "renamed");
  }

  @Test
  void producers_need_no_registration() {
    assertThat(registry.definitionOf(Unregistered.class).name()).isEqualTo("Unregistered");
    assertThat(registry.definitionOf("Unregistered")).isEmpty();
  }
}
