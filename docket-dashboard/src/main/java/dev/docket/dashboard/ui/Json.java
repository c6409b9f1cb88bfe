package dev.docket.dashboard.ui;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON as it is shown and typed. Large and exact numbers stay what they are. */
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** On one line. */
  public static String write(@Nullable Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** Over several lines; what is no JSON stays as it is. */
  public static String pretty(String json) {
    try {
      return MAPPER
          .writer()
          .with(SerializationFeature.INDENT_OUTPUT)
          .writeValueAsString(MAPPER.readTree(json));
    } catch (JacksonException e) {
      return json;
    }
  }

  /**
   * Reads a value that somebody typed.
   *
   * @throws IllegalArgumentException when it is no JSON, with a hint at what is missing
   */
  public static @Nullable Object read(String text) {
    try {
      return MAPPER.readValue(text, Object.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "This is no JSON value: " + text + ". Write a text in quotes, \"like this\"", e);
    }
  }
}
