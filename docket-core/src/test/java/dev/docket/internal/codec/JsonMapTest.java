package dev.docket.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMapTest {

  @Test
  void fields_keep_their_order_and_their_types() {
    Map<String, Object> map =
        Json.readMap(
            "{\"z\":1,\"a\":3000000000,\"big\":123456789012345678901234567890,\"d\":0.1,"
                + "\"exact\":0.12345678901234567890,\"t\":true,\"n\":null,\"s\":\"x\","
                + "\"l\":[1,{\"k\":[]}]}");

    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("z", 1);
    expected.put("a", 3_000_000_000L);
    expected.put("big", new BigInteger("123456789012345678901234567890"));
    expected.put("d", 0.1);
    expected.put("exact", new BigDecimal("0.12345678901234567890"));
    expected.put("t", true);
    expected.put("n", null);
    expected.put("s", "x");
    expected.put("l", List.of(1, Map.of("k", List.of())));
    assertThat(map).containsExactlyEntriesOf(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "null", "", "{", "{\"a\":}", "{} x", "{\"a\":1}{}"})
  void what_is_not_an_object_is_refused(String json) {
    assertThatExceptionOfType(DecodingException.class).isThrownBy(() -> Json.readMap(json));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "1001 | 1001",
        "-0 | 0",
        "-7 | -7",
        "\"1001\" | \"1001\"",
        "1001.0 | 1001.0",
        "1001.000 | 1001.0",
        "1.0010e3 | 1001.0",
        "0.10 | 0.1",
        "-0.0 | 0.0",
        "1e300 | 1E300",
        "10e-300 | 1E-299",
        "123456789012345678901234567890 | 123456789012345678901234567890",
        "true | true",
        "false | false",
        "null | null",
        "\"\\u00fc\\n\" | \"ü\\n\"",
        "[1, \"a\" , [ ] ] | [1,\"a\",[]]",
        "{ \"b\": 1, \"a\": {} } | {\"a\":{},\"b\":1}"
      })
  void equal_values_have_one_canonical_text(String json, String canonical) {
    assertThat(Json.canonicalFields("{\"v\":" + json + "}"))
        .containsExactly(Map.entry("v", canonical));
  }

  @Test
  void an_integral_number_is_the_same_whatever_its_java_type() {
    record Of(Object value) {}

    for (Object number : List.of((byte) 5, (short) 5, 5, 5L, BigInteger.valueOf(5))) {
      assertThat(Json.canonicalFields(Json.write(new Of(number)))).containsEntry("value", "5");
    }
    assertThat(Json.canonicalFields(Json.write(new Of(5.0)))).containsEntry("value", "5.0");
    assertThat(Json.canonicalFields(Json.write(new Of("5")))).containsEntry("value", "\"5\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "", "{", "{\"a\":"})
  void only_objects_have_fields(String json) {
    assertThatExceptionOfType(DecodingException.class).isThrownBy(() -> Json.canonicalFields(json));
  }
}
