package dev.docket.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.docket.ExecutionState;
import dev.docket.Schedule;
import dev.docket.internal.redis.SettlementStore.Settled;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A settlement whose answer was lost is sent again: it is answered as before, and counts once in
 * the figures of its minute.
 */
class RepeatedSettlementsTest extends OneParcel {

  private static final Map<String, String> ONE_RUN =
      Map.of("succeeded:Pack", "1", "millis:Pack", "12", "le3:Pack", "1");

  static List<Arguments> ends() {
    return List.of(
        arguments("COMPLETED", "", Settled.ENDED),
        arguments("FAILED", "", Settled.ENDED),
        arguments("CANCELLED", "", Settled.CANCELLED),
        arguments("COMPLETED", "+60000", Settled.AGAIN),
        arguments("FAILED", "+60000", Settled.AGAIN),
        arguments(null, "+60000", Settled.AGAIN),
        arguments(null, "+0", Settled.AGAIN));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void a_settlement_that_is_sent_again_counts_once(
      @Nullable String state, String due, Settled told) {
    Delivery delivery = read("w@1");
    claim(delivery, "w@1");
    List<Settlement> batch = List.of(settlement(delivery, 1, state, due));

    assertThat(settlements.settle(batch, 1).join()).containsExactly(told);
    assertThat(settlements.settle(batch, 1).join()).containsExactly(told);
    assertThat(settlements.settle(batch, 2).join()).containsExactly(told);

    assertThat(figures(1)).isEqualTo(ONE_RUN);
    assertThat(figures(2)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"COMPLETED", "FAILED"})
  void a_settlement_that_is_sent_again_with_others_leaves_them_counted(String state) {
    docket.add(new Pack(2), Schedule.keyed("second"));
    Delivery first = read("w@1");
    Delivery second = read("w@1");
    claim(first, "w@1");
    claim(second, "w@1");
    settle(first, 1, state);

    assertThat(settle(List.of(settlement(first, 1, state), settlement(second, 1, state))))
        .containsExactly(Settled.ENDED, Settled.ENDED);

    assertThat(figures(1))
        .isEqualTo(Map.of("succeeded:Pack", "2", "millis:Pack", "24", "le3:Pack", "2"));
  }

  @Test
  void of_a_batch_of_both_kinds_that_is_sent_again_each_counts_once() {
    docket.add(new Pack(2), Schedule.keyed("second"));
    Delivery first = read("w@1");
    Delivery second = read("w@1");
    claim(first, "w@1");
    claim(second, "w@1");
    List<Settlement> both =
        List.of(settlement(first, 1, "COMPLETED"), settlement(second, 1, "FAILED"));

    settle(List.of(both.get(1)));
    settle(both);
    settle(both);

    assertThat(figures(1)).containsEntry("succeeded:Pack", "2").containsEntry("le3:Pack", "2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"COMPLETED", "CANCELLED"})
  void a_settlement_of_what_is_not_kept_counts_once_too(String state) {
    Retention nothing = new Retention(Duration.ZERO, Duration.ofMinutes(1));
    SettlementStore forgetful =
        new SettlementStore(new DeliveryTerms(link, keys, time, nothing, Duration.ofMinutes(5)));
    Delivery delivery = read("w@1");
    claim(delivery, "w@1");
    List<Settlement> batch = List.of(settlement(delivery, 1, state));

    List<Settled> told = forgetful.settle(batch, 1).join();
    assertThat(forgetful.settle(batch, 1).join()).isEqualTo(told);

    assertThat(told).doesNotContain(Settled.SUPERSEDED);
    assertThat(figures(1)).isEqualTo(ONE_RUN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"COMPLETED", "FAILED"})
  void a_settlement_that_is_sent_again_when_its_key_is_taken_anew_counts_once(String state) {
    Delivery delivery = read("w@1");
    claim(delivery, "w@1");
    settle(delivery, 1, state);
    docket.add(new Pack(2), Schedule.keyed(KEY));

    assertThat(settle(delivery, 1, state)).isEqualTo(Settled.SUPERSEDED);

    assertThat(figures(1)).isEqualTo(ONE_RUN);
    assertThat(record().state()).isEqualTo(ExecutionState.QUEUED);
  }

  @Test
  void a_settlement_of_a_run_whose_cancel_was_asked_for_counts_once() {
    Delivery delivery = read("w@1");
    claim(delivery, "w@1");
    docket.cancel(KEY);

    assertThat(settle(delivery, 1, "FAILED")).isEqualTo(Settled.CANCELLED);
    assertThat(settle(delivery, 1, "FAILED")).isEqualTo(Settled.CANCELLED);

    assertThat(figures(1)).isEqualTo(ONE_RUN);
  }
}
