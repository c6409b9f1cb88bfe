package dev.docket.junit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.InvalidTaskException;
import dev.docket.Placement;
import dev.docket.Schedule;
import dev.docket.Task;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a handler would see otherwise is named, also when it looks the same. */
class RoundTripTest {

  record Anything(Map<String, Object> values, int number) implements Task {}

  record Lines(List<Search> searches) implements Task {}

  record Search(String name, Pattern pattern) {}

  private static void check(Task task) {
    RoundTrip.check(new Placement(task, Schedule.now()));
  }

  @Test
  void a_value_that_arrives_as_another_type_is_named_with_both() {
    assertThatThrownBy(() -> check(new Anything(Map.of("at", Instant.EPOCH, "n", 5), 1)))
        .isInstanceOf(InvalidTaskException.class)
        .hasMessageContaining(
            "\n  values.at: was of type java.time.Instant, arrives as java.lang.String")
        .hasMessageNotContainingAny("values.n", "number: ");
  }

  @Test
  void a_value_without_an_equals_is_named_with_its_type() {
    Lines lines =
        new Lines(
            List.of(new Search("a", Pattern.compile("a")), new Search("b", Pattern.compile("b"))));

    assertThatThrownBy(() -> check(lines))
        .hasMessageContaining(
            "\n  searches[0].pattern: java.util.regex.Pattern does not equal its copy");
  }
}
