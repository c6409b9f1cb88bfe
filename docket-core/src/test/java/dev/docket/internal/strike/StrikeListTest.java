package dev.docket.internal.strike;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Strike;
import dev.docket.Strike.Operator;
import dev.docket.internal.codec.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrikeListTest {

  private final StrikeList strikes = new StrikeList();

  private void inForce(Strike... all) {
    strikes.replaceAll(List.of(all));
  }

  @Test
  void without_strikes_nothing_is_struck() {
    assertThat(strikes.isEmpty()).isTrue();
    assertThat(strikes.match("order", Set.of(), Map.of("id", 1))).isEmpty();
  }

  @Test
  void a_strike_on_a_task_hits_that_task_only() {
    inForce(Strike.task("order"));

    assertThat(strikes.match("order", Set.of(), Map.of())).hasValue(Strike.task("order"));
    assertThat(strikes.match("other", Set.of(), Map.of())).isEmpty();
  }

  @Test
  void a_strike_on_an_alias_hits_the_task() {
    inForce(Strike.task("old-order"));

    assertThat(strikes.match("order", Set.of("old-order"), Map.of())).isPresent();
  }

  @Test
  void a_strike_on_a_parameter_hits_every_task_that_has_it() {
    Strike strike = Strike.parameter("customerId", Operator.EQ, 7);
    inForce(strike);

    assertThat(strikes.match("a", Set.of(), Map.of("customerId", 7L))).hasValue(strike);
    assertThat(strikes.match("b", Set.of(), Map.of("customerId", 7))).hasValue(strike);
    assertThat(strikes.match("b", Set.of(), Map.of("customerId", 8))).isEmpty();
    assertThat(strikes.match("c", Set.of(), Map.of("id", 7))).isEmpty();
  }

  @Test
  void a_strike_on_a_task_and_one_on_its_parameter_are_independent() {
    Strike whole = Strike.task("order");
    Strike narrow = whole.where("id", Operator.GT, 10);
    inForce(whole, narrow);
    assertThat(strikes.match("order", Set.of(), Map.of("id", 10))).hasValue(whole);

    inForce(narrow);

    assertThat(strikes.all()).containsExactly(narrow);
    assertThat(strikes.match("order", Set.of(), Map.of("id", 11))).hasValue(narrow);
    assertThat(strikes.match("order", Set.of(), Map.of("id", 10))).isEmpty();
  }

  @Test
  void a_strike_is_the_same_for_any_number_of_the_same_value() {
    inForce(Strike.parameter("id", Operator.EQ, 1), new Strike(null, "id", Operator.EQ, 1L));

    assertThat(strikes.all()).hasSize(1);
  }

  @Test
  void all_strikes_can_be_replaced_at_once() {
    inForce(Strike.task("a"));

    inForce(Strike.task("b"), Strike.task("c"));

    assertThat(strikes.all()).containsExactly(Strike.task("b"), Strike.task("c"));
    inForce();
    assertThat(strikes.isEmpty()).isTrue();
  }

  @ParameterizedTest(name = "{0} {1} {2} is {3}")
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        // numbers, numerically
        "5 | == | 5 | true",
        "5 | == | 5.0 | true",
        "0.1 | == | 0.10 | true",
        "5 | != | 5.0 | false",
        "5 | < | 5.5 | true",
        "-1 | < | 0 | true",
        "10 | < | 9 | false",
        "9007199254740993 | > | 9007199254740992 | true",
        "123456789012345678901234567891 | > | 123456789012345678901234567890 | true",
        "5 | <= | 5 | true",
        "5 | >= | 5.0 | true",
        "5 | > | 5 | false",
        // strings, by order
        "\"b\" | > | \"a\" | true",
        "\"a\" | == | \"a\" | true",
        "\"A\" | == | \"a\" | false",
        "\"10\" | < | \"9\" | true",
        "\"2026-01-02\" | > | \"2026-01-01\" | true",
        // instants, by time
        "\"2026-01-01T12:00:00Z\" | == | \"2026-01-01T13:00:00+01:00\" | true",
        "\"2026-01-01T12:00:00Z\" | == | \"2026-01-01T12:00:00.000Z\" | true",
        "\"2026-01-01T12:30:00+02:00\" | < | \"2026-01-01T11:00:00Z\" | true",
        "\"2026-01-01T12:00Z\" | != | \"2026-01-01T12:00:00Z\" | false",
        // booleans and null, by equality only
        "true | == | true | true",
        "true | != | false | true",
        "true | == | false | false",
        "true | > | false | false",
        "true | >= | true | false",
        "null | == | null | true",
        "null | != | null | false",
        "null | != | 5 | true",
        "5 | != | null | true",
        "null | == | \"\" | false",
        "null | < | 5 | false",
        "null | >= | null | false",
        // lists and objects, by equality only
        "[1,2] | == | [1.0,2] | true",
        "[1,2] | != | [2,1] | true",
        "[1] | < | [2] | false",
        "{\"a\":1,\"b\":2} | == | {\"b\":2,\"a\":1} | true",
        "{\"a\":1} | != | {\"a\":2} | true",
        // both ends included
        "1 | between | [1,3] | true",
        "3.0 | between | [1,3] | true",
        "3.1 | between | [1,3] | false",
        "0 | between | [1,3] | false",
        "\"b\" | between | [\"a\",\"c\"] | true",
        "\"2026-06-01T00:00:00Z\" | between | [\"2026-01-01T00:00:00Z\",\"2027-01-01T00:00:00Z\"] |"
            + " true",
        // what cannot be compared is not struck
        "\"5\" | == | 5 | false",
        "\"5\" | != | 5 | false",
        "5 | < | \"6\" | false",
        "true | == | 1 | false",
        "[5] | == | 5 | false",
        "[1] | != | {} | false",
        "null | between | [1,3] | false",
        "2 | between | [\"1\",3] | false",
        "true | between | [false,true] | false"
      })
  void arguments_are_compared_by_json_value(
      String argument, String operator, String value, boolean struck) {
    inForce(Strike.parameter("x", Operator.parse(operator), Json.readValue(value)));

    assertThat(strikes.match("t", Set.of(), Json.readMap("{\"x\":" + argument + "}")).isPresent())
        .isEqualTo(struck);
  }

  @Test
  void other_strikes_still_hit_when_one_cannot_be_compared() {
    inForce(Strike.parameter("x", Operator.LT, "a"), Strike.parameter("x", Operator.LT, 10));

    assertThat(strikes.match("t", Set.of(), Map.of("x", 5)))
        .hasValue(Strike.parameter("x", Operator.LT, 10));
  }
}
