package dev.docket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void now_has_neither_time_nor_key() {
    assertThat(Schedule.now()).isEqualTo(new Schedule(null, null, null));
  }

  @Test
  void a_key_keeps_the_time() {
    assertThat(Schedule.at(NOON).withKey("k")).isEqualTo(new Schedule(NOON, null, "k"));
    assertThat(Schedule.in(Duration.ofSeconds(3)).withKey("k").delay()).hasSeconds(3);
    assertThat(Schedule.keyed("k").key()).isEqualTo("k");
  }

  @Test
  void an_instant_and_a_delay_exclude_each_other() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule(NOON, Duration.ZERO, null))
        .withMessageContaining("not both");
  }

  @Test
  void an_empty_key_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.keyed(""))
        .withMessageContaining("empty");
  }

  @Test
  void any_other_text_is_a_key() {
    for (String key : new String[] {" ", "queue", "a b", "\n", "{x}", "*", "\"", "schlüssel"}) {
      assertThat(Schedule.keyed(key).key()).isEqualTo(key);
    }
  }

  @Test
  void a_negative_delay_is_allowed_and_means_at_once() {
    assertThat(Schedule.in(Duration.ofSeconds(-1)).delay()).isNegative();
  }
}
