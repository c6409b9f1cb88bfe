package dev.docket.internal.codec;

import java.lang.reflect.Type;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/** Words what went wrong with JSON. Never tells the content, which may be confidential. */
final class JsonErrors {

  private JsonErrors() {}

  static EncodingException encoding(Type type, JacksonException e) {
    return new EncodingException(
        "JSON cannot carry "
            + type.getTypeName()
            + place(e)
            + ": "
            + e.getOriginalMessage()
            + ". Use scalars, strings, enums, java.time values, UUIDs, lists, maps or records of"
            + " these",
        e);
  }

  static DecodingException decoding(Type type, JacksonException e) {
    return new DecodingException(
        "This is not the JSON of " + type.getTypeName() + place(e) + ": " + e.getOriginalMessage(),
        e);
  }

  static String excerpt(String json) {
    return json.length() <= 40 ? json : json.substring(0, 40) + "…";
  }

  private static String place(JacksonException e) {
    String path =
        e.getPath().stream()
            .map(
                step ->
                    step.getPropertyName() == null
                        ? "[" + step.getIndex() + "]"
                        : step.getPropertyName())
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "" : " at " + path;
  }
}
