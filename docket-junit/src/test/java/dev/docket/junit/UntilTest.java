package dev.docket.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.DocketSnapshot;
import dev.docket.Schedule;
import dev.docket.Task;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A condition about a docket is not met by what a snapshot does not show. */
@ExtendWith(DocketExtension.class)
class UntilTest {

  record Greet() implements Task {}

  private static Until until(DocketSnapshot... snapshots) {
    Deque<DocketSnapshot> next = new ArrayDeque<>(List.of(snapshots));
    return new Until(
        () -> next.size() > 1 ? next.remove() : Objects.requireNonNull(next.peek()),
        snapshot -> snapshot.future().isEmpty() && snapshot.running().isEmpty(),
        new Pulse());
  }

  /** As it looks when a retry is put back between the look at the schedule and the one at runs. */
  private static DocketSnapshot torn(DocketSnapshot whole) {
    return new DocketSnapshot(
        whole.taken(), whole.totalTasks(), List.of(), List.of(), whole.workers());
  }

  @Test
  void what_moves_while_a_snapshot_is_read_is_looked_for_again(Docket docket) {
    docket.add(new Greet(), Schedule.in(Duration.ofDays(1)).withKey("greet"));
    DocketSnapshot pending = docket.snapshot();
    docket.cancel("greet");
    DocketSnapshot empty = docket.snapshot();

    assertThat(until(torn(pending), pending).isMet()).isFalse();
    assertThat(until(torn(pending), empty).isMet()).isTrue();
    assertThat(until(empty).isMet()).isTrue();
  }

  @Test
  void what_has_a_number_but_no_record_is_not_waited_for_for_ever(Docket docket) {
    docket.add(new Greet());

    assertThat(until(torn(docket.snapshot())).isMet()).isTrue();
  }
}
