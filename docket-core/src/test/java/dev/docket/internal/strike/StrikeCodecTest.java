package dev.docket.internal.strike;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.docket.Strike;
import dev.docket.Strike.Operator;
import dev.docket.internal.codec.DecodingException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StrikeCodecTest {

  static List<Strike> strikes() {
    return List.of(
        Strike.task("order"),
        Strike.task("order").where("id", Operator.GE, 5.5),
        Strike.parameter("region", Operator.NE, "eu \"west\""),
        Strike.parameter("coupon", Operator.EQ, null),
        Strike.parameter("vip", Operator.EQ, true),
        Strike.parameter("amount", Operator.BETWEEN, List.of(1, 2)));
  }

  @ParameterizedTest
  @MethodSource("strikes")
  void a_strike_survives(Strike strike) {
    assertThat(StrikeCodec.decode(StrikeCodec.encode(strike))).isEqualTo(strike);
  }

  @Test
  void fields_are_plain_texts_and_the_value_is_json() {
    assertThat(StrikeCodec.encode(Strike.task("order").where("region", Operator.EQ, "eu")))
        .isEqualTo(
            Map.of("task", "order", "parameter", "region", "operator", "==", "value", "\"eu\""));
    assertThat(StrikeCodec.encode(Strike.task("order"))).isEqualTo(Map.of("task", "order"));
  }

  @Test
  void unknown_fields_are_ignored() {
    assertThat(StrikeCodec.decode(Map.of("task", "order", "by", "alice")))
        .isEqualTo(Strike.task("order"));
  }

  @Test
  void malformed_fields_are_refused() {
    for (Map<String, String> fields :
        List.of(
            Map.<String, String>of(),
            Map.of("parameter", "x"),
            Map.of("parameter", "x", "operator", "~", "value", "1"),
            Map.of("parameter", "x", "operator", "==", "value", "{"),
            Map.of("parameter", "x", "operator", "between", "value", "1"))) {
      assertThatExceptionOfType(DecodingException.class)
          .isThrownBy(() -> StrikeCodec.decode(fields));
    }
  }
}
