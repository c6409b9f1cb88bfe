package dev.docket.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {

  @Test
  void the_same_seed_gives_the_same_plan_and_another_seed_another() {
    assertThat(Plan.draw(7, 200, false)).isEqualTo(Plan.draw(7, 200, false));
    assertThat(Plan.draw(7, 200, false)).isNotEqualTo(Plan.draw(8, 200, false));
  }

  @Test
  void two_hundred_faults_are_of_every_kind_that_suits_the_servers() {
    for (boolean sentinel : new boolean[] {false, true}) {
      Set<Plan.Kind> kinds =
          Plan.draw(1, 200, sentinel).faults().stream()
              .map(Plan.Fault::kind)
              .collect(Collectors.toSet());

      for (Plan.Kind kind : Plan.Kind.values()) {
        assertThat(kinds.contains(kind)).as("%s", kind).isEqualTo(kind.suits(sentinel));
      }
    }
  }

  @Test
  void a_journal_is_read_as_it_was_written(@TempDir Path folder) {
    try (Journal journal = Journal.open(folder, "a")) {
      journal.write("what", "key", "with\ttab and = and\nline", "n", 7);
    }

    Line line = Journal.readAll(folder).getFirst();

    assertThat(line.what()).isEqualTo("what");
    assertThat(line.text("key")).isEqualTo("with tab and = and line");
    assertThat(line.number("n")).isEqualTo(7);
  }
}
