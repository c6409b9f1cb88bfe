package dev.docket.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.docket.Task;
import dev.docket.TaskDefinition;
import dev.docket.behavior.Logged;
import dev.docket.behavior.TaskName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallTextTest {

  @TaskName("process-order")
  record ProcessOrder(
      @Logged long orderId,
      String card,
      @Logged String note,
      @Logged(lengthOnly = true) Object items)
      implements Task {}

  record Secret(String a, String b) implements Task {}

  record Empty() implements Task {}

  @Test
  void only_logged_arguments_are_shown() {
    assertThat(text(Map.of("orderId", 123, "card", "4111", "note", "x", "items", List.of(1, 2, 3))))
        .isEqualTo("process-order(orderId=123, card=…, note=\"x\", items=[len 3])[key]");
  }

  @Test
  void lengths_are_those_of_strings_lists_and_maps() {
    assertThat(text(Map.of("items", "four"))).contains("items=[len 4]");
    assertThat(text(Map.of("items", Map.of("a", 1)))).contains("items=[len 1]");
    assertThat(text(Map.of("items", 5))).contains("items=…");
  }

  @Test
  void arguments_are_not_asked_for_when_none_is_shown() {
    assertThat(CallText.of(TaskDefinition.of(Secret.class), () -> fail("asked"), "k"))
        .isEqualTo("Secret(a=…, b=…)[k]");
    assertThat(CallText.of(TaskDefinition.of(Empty.class), () -> fail("asked"), "k"))
        .isEqualTo("Empty()[k]");
  }

  @Test
  void the_text_stays_one_short_line() {
    String call =
        CallText.of(
            TaskDefinition.of(ProcessOrder.class),
            () -> Map.of("note", "two\nlines" + "!".repeat(500)),
            "key\nwith a line break");

    assertThat(call)
        .doesNotContain("\n")
        .hasSizeLessThan(250)
        .endsWith("[\"key\\nwith a line break\"]");
  }

  private static String text(Map<String, Object> arguments) {
    return CallText.of(TaskDefinition.of(ProcessOrder.class), () -> arguments, "key");
  }
}
