package dev.docket.internal.strike;

import dev.docket.Strike;
import dev.docket.internal.codec.DecodingException;
import dev.docket.internal.codec.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** Strikes as the fields of a stream entry: task, parameter, operator, value. */
public final class StrikeCodec {

  private static final String TASK = "task";
  private static final String PARAMETER = "parameter";
  private static final String OPERATOR = "operator";
  private static final String VALUE = "value";

  private StrikeCodec() {}

  /** Writes a strike. What it does not have is left out; the value is JSON. */
  public static Map<String, String> encode(Strike strike) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (strike.taskName() != null) {
      fields.put(TASK, strike.taskName());
    }
    if (strike.parameter() != null && strike.operator() != null) {
      fields.put(PARAMETER, strike.parameter());
      fields.put(OPERATOR, strike.operator().symbol());
      fields.put(VALUE, Json.write(strike.value()));
    }
    return fields;
  }

  /** Reads a strike; other fields are ignored. Throws DecodingException when it is malformed. */
  public static Strike decode(Map<String, String> fields) {
    String operator = fields.get(OPERATOR);
    try {
      return new Strike(
          fields.get(TASK),
          fields.get(PARAMETER),
          operator == null ? null : Strike.Operator.parse(operator),
          Json.readValue(fields.getOrDefault(VALUE, "null")));
    } catch (IllegalArgumentException e) {
      throw new DecodingException("This is not a strike: " + e.getMessage(), e);
    }
  }
}
