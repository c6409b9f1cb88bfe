package dev.docket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskArgumentsTest {

  record Line(String article, int pieces) {}

  record Ship(long order, Instant by, List<Line> lines) implements Task {}

  record Broken(Object anything) implements Task {}

  private static final Ship SHIP =
      new Ship(7, Instant.parse("2030-01-01T00:00:00Z"), List.of(new Line("pen", 2)));

  @Test
  void arguments_are_json_values_by_name() {
    assertThat(TaskArguments.of(SHIP))
        .isEqualTo(
            Map.of(
                "order",
                7,
                "by",
                "2030-01-01T00:00:00Z",
                "lines",
                List.of(Map.of("article", "pen", "pieces", 2))));
  }

  @Test
  void they_are_read_back_as_a_worker_reads_them() {
    assertThat(TaskArguments.read(Ship.class, TaskArguments.of(SHIP))).isEqualTo(SHIP);
    assertThatThrownBy(() -> TaskArguments.read(Ship.class, Map.of("order", "seven")))
        .isInstanceOf(DocketException.class);
  }

  @Test
  void values_are_the_same_by_what_they_are_in_json() {
    assertThat(TaskArguments.same(7L, 7)).isTrue();
    assertThat(TaskArguments.same(7, "7")).isFalse();
    assertThat(TaskArguments.same(SHIP, TaskArguments.of(SHIP))).isTrue();
    assertThat(TaskArguments.same(null, null)).isTrue();
  }
}
