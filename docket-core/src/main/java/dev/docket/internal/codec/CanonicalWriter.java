package dev.docket.internal.codec;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.io.JsonStringEncoder;

/** Writes JSON values so that equal values have equal texts: sorted fields, shortest numbers. */
final class CanonicalWriter {

  /** Past this many zeros a number is written with an exponent. */
  private static final int PLAIN = 40;

  private CanonicalWriter() {}

  static Map<String, String> fields(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new DecodingException("This is not a JSON object");
    }
    Map<String, String> fields = new LinkedHashMap<>();
    readFields(parser, fields);
    return fields;
  }

  private static void readFields(JsonParser parser, Map<String, String> into) {
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      into.put(name, value(parser, parser.nextToken()));
    }
  }

  private static String value(JsonParser parser, @Nullable JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> quote(parser.getString());
      case VALUE_NUMBER_INT -> integral(parser.getString(), parser);
      case VALUE_NUMBER_FLOAT -> decimal(parser.getDecimalValue());
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      case VALUE_NULL -> "null";
      case null, default -> throw new DecodingException("There is no JSON value");
    };
  }

  private static String object(JsonParser parser) {
    Map<String, String> fields = new TreeMap<>();
    readFields(parser, fields);
    StringBuilder text = new StringBuilder("{");
    fields.forEach(
        (name, value) ->
            text.append(text.length() > 1 ? "," : "")
                .append(quote(name))
                .append(':')
                .append(value));
    return text.append('}').toString();
  }

  private static String array(JsonParser parser) {
    StringBuilder text = new StringBuilder("[");
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      text.append(text.length() > 1 ? "," : "").append(value(parser, token));
    }
    return text.append(']').toString();
  }

  private static String integral(String digits, JsonParser parser) {
    return digits.equals("-0") ? "0" : parser.getBigIntegerValue().toString();
  }

  private static String decimal(BigDecimal value) {
    BigDecimal shortest = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    if (Math.abs((long) shortest.scale()) > PLAIN) {
      return shortest.unscaledValue() + "E" + -(long) shortest.scale();
    }
    String plain = shortest.toPlainString();
    return plain.indexOf('.') < 0 ? plain + ".0" : plain;
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, quoted);
    return quoted.append('"').toString();
  }
}
