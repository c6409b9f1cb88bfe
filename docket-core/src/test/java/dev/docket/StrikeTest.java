package dev.docket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Strike.Operator;
import dev.docket.behavior.TaskName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrikeTest {

  @TaskName("process-order")
  record ProcessOrder(long orderId) implements Task {}

  @Test
  void a_task_is_struck_by_the_name_of_its_record() {
    assertThat(Strike.task(ProcessOrder.class)).isEqualTo(Strike.task("process-order"));
  }

  @Test
  void a_strike_reads_like_an_expression() {
    Strike task = Strike.task("ProcessOrder");

    assertThat(task).hasToString("ProcessOrder");
    assertThat(task.where("customerId", Operator.EQ, 12345))
        .hasToString("ProcessOrder where customerId == 12345");
    assertThat(Strike.parameter("region", Operator.NE, "eu"))
        .hasToString("any task where region != \"eu\"");
    assertThat(task.where("amount", Operator.BETWEEN, List.of(1, 2)))
        .hasToString("ProcessOrder where amount between [1,2]");
  }

  @Test
  void numbers_are_the_same_value_whatever_their_java_type() {
    Strike strike = Strike.parameter("x", Operator.EQ, 1);

    for (Object one : List.of(1L, (short) 1, 1.0, new BigDecimal("1.00"))) {
      assertThat(new Strike(null, "x", Operator.EQ, one))
          .isEqualTo(strike)
          .hasSameHashCodeAs(strike);
    }
    assertThat(Strike.parameter("x", Operator.EQ, "1")).isNotEqualTo(strike);
  }

  @Test
  void a_value_is_kept_as_the_json_that_it_stands_for() {
    Strike strike = Strike.parameter("at", Operator.LT, Instant.parse("2026-01-01T00:00:00Z"));

    assertThat(strike.value()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(Strike.parameter("o", Operator.EQ, new ProcessOrder(7)).value())
        .isEqualTo(Map.of("orderId", 7));
  }

  @Test
  void nested_values_are_compared_by_value() {
    assertThat(Strike.parameter("x", Operator.EQ, Map.of("a", List.of(1L, 2.0))))
        .isEqualTo(Strike.parameter("x", Operator.EQ, Map.of("a", List.of(1.0, 2))))
        .isNotEqualTo(Strike.parameter("x", Operator.EQ, Map.of("a", List.of(1.0))))
        .isNotEqualTo(Strike.parameter("x", Operator.EQ, Map.of("b", List.of(1.0, 2))));
  }

  @Test
  void parts_that_do_not_belong_together_are_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Strike(null, null, null, null));
    assertThatIllegalArgumentException().isThrownBy(() -> new Strike("t", "p", null, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Strike("t", null, Operator.EQ, null));
    assertThatIllegalArgumentException().isThrownBy(() -> new Strike("t", null, null, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Strike.task(""));
  }

  @Test
  void between_needs_two_values() {
    for (Object bad : List.of(1, List.of(1), List.of(1, 2, 3), "1,2")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Strike.parameter("x", Operator.BETWEEN, bad))
          .withMessageContaining("list of two");
    }
    assertThat(Strike.parameter("x", Operator.BETWEEN, new int[] {1, 2}).value())
        .isEqualTo(List.of(1, 2));
  }

  @Test
  void a_value_that_json_cannot_carry_is_refused() {
    assertThatThrownBy(() -> Strike.parameter("x", Operator.EQ, new Object()))
        .isInstanceOf(InvalidTaskException.class);
  }

  @ParameterizedTest
  @CsvSource({"==,EQ", "eq,EQ", "!=,NE", "<,LT", "<=,LE", ">,GT", ">=,GE", "Between,BETWEEN"})
  void operators_are_found_by_symbol_or_name(String text, Operator operator) {
    assertThat(Operator.parse(text)).isEqualTo(operator);
  }

  @Test
  void an_unknown_operator_is_refused_with_the_known_ones() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Operator.parse("~"))
        .withMessageContaining("between");
  }
}
