package dev.docket.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.DocketListener.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a drawing of runs shows. */
class LanesTest {

  private static TaskRun run(String key, int attempt, Duration began, Duration took) {
    return new TaskRun(
        "Greet",
        key,
        attempt,
        "worker",
        false,
        Map.of(),
        Instant.EPOCH,
        Instant.EPOCH,
        began,
        took,
        attempt < 3 ? Outcome.RETRIED : Outcome.SUCCEEDED,
        null,
        List.of());
  }

  private static String lane(List<TaskRun> runs) {
    String line =
        Lanes.draw(runs).lines().filter(text -> text.contains("[retried]")).findFirst().orElse("");
    return line.substring(line.indexOf('|') + 1, line.lastIndexOf('|'));
  }

  @Test
  void runs_that_begin_at_almost_the_same_time_are_all_shown() {
    TaskRun longOne = run("long", 3, Duration.ZERO, Duration.ofSeconds(60));
    List<TaskRun> retried =
        IntStream.rangeClosed(1, 3)
            .mapToObj(n -> run("retried", n, Duration.ofMillis(10 + n), Duration.ofNanos(1)))
            .toList();

    assertThat(lane(List.of(longOne, retried.get(0), retried.get(1), retried.get(2))))
        .startsWith("123+ ")
        .hasSize(60);
  }

  @Test
  void more_runs_than_there_is_room_for_are_drawn_over_each_other() {
    List<TaskRun> many =
        IntStream.rangeClosed(1, 100)
            .mapToObj(n -> run("retried", n, Duration.ofMillis(n), Duration.ofMillis(1)))
            .toList();

    assertThat(lane(many)).startsWith("1234").hasSize(60);
  }
}
