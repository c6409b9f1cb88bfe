package dev.docket.internal.codec;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values to JSON and back. Records are objects of their components, instants and durations are
 * ISO-8601 strings, enums are their names; a reader ignores fields that it does not know, and no
 * text chooses a class. Safe for use by several threads.
 */
public final class Json {

  private static final JsonMapper MAPPER = MapperSettings.mapper();

  /** Memoized by type, since finding a writer costs more than using it. */
  private static final ClassValue<ObjectWriter> WRITERS =
      new ClassValue<>() {
        @Override
        protected ObjectWriter computeValue(Class<?> type) {
          return MAPPER.writerFor(type);
        }
      };

  private static final Map<Type, ObjectWriter> DECLARED_WRITERS = new ConcurrentHashMap<>();
  private static final Map<Type, ObjectReader> READERS = new ConcurrentHashMap<>();

  private Json() {}

  /** Writes a value by its own class. Throws EncodingException when JSON cannot carry it. */
  public static String write(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    try {
      return WRITERS.get(value.getClass()).writeValueAsString(value);
    } catch (JacksonException e) {
      throw JsonErrors.encoding(value.getClass(), e);
    }
  }

  /** Writes a value as a declared type, which may be generic. */
  public static String write(@Nullable Object value, Type type) {
    if (value == null || type == void.class) {
      return "null";
    }
    try {
      return DECLARED_WRITERS.computeIfAbsent(type, Json::writerFor).writeValueAsString(value);
    } catch (JacksonException e) {
      throw JsonErrors.encoding(type, e);
    }
  }

  /** Reads a value of a type, which may be generic. Throws DecodingException. */
  public static @Nullable Object read(String json, Type type) {
    if (type == void.class) {
      return null;
    }
    try {
      return READERS.computeIfAbsent(type, Json::readerFor).readValue(json);
    } catch (JacksonException e) {
      throw JsonErrors.decoding(type, e);
    }
  }

  /**
   * Reads an object as its fields, in their order. Integral numbers become Integer, Long or
   * BigInteger, others Double, or BigDecimal where that is not exact.
   */
  public static Map<String, Object> readMap(String json) {
    if (readValue(json) instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked") // JSON has no other keys
      Map<String, Object> fields = (Map<String, Object>) map;
      return fields;
    }
    throw new DecodingException("This is not a JSON object: " + JsonErrors.excerpt(json));
  }

  /** Reads any JSON value, as {@link #readMap} does for the values of fields. */
  public static @Nullable Object readValue(String json) {
    try (var parser = MAPPER.createParser(json)) {
      return UntypedReader.read(parser);
    } catch (JacksonException e) {
      throw JsonErrors.decoding(Object.class, e);
    }
  }

  /**
   * Reads an object as the canonical text of each field: two fields have the same text when they
   * are the same JSON value. {@code 1001}, {@code "1001"} and {@code 1001.0} are three values.
   */
  public static Map<String, String> canonicalFields(String json) {
    try (var parser = MAPPER.createParser(json)) {
      return CanonicalWriter.fields(parser);
    } catch (JacksonException e) {
      throw JsonErrors.decoding(Object.class, e);
    }
  }

  private static ObjectWriter writerFor(Type type) {
    return MAPPER.writerFor(MAPPER.constructType(type));
  }

  private static ObjectReader readerFor(Type type) {
    return MAPPER.readerFor(MAPPER.constructType(type));
  }
}
