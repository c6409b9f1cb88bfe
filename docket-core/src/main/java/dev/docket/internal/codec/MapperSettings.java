package dev.docket.internal.codec;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;

/** How Jackson is set up. What is on a docket depends on it: a change needs a decision record. */
final class MapperSettings {

  private MapperSettings() {}

  static JsonMapper mapper() {
    return JsonMapper.builder()
        .addModule(new SimpleModule("docket").setSerializerModifier(new DataOnly()))
        .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(
            DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS,
            DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS,
            DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
        .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING, EnumFeature.READ_ENUMS_USING_TO_STRING)
        .build();
  }

  /**
   * Keeps methods of a record that look like getters out of its JSON, and refuses objects that are
   * no data, such as threads and connections: a bean without properties cannot be written.
   */
  private static final class DataOnly extends ValueSerializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public List<BeanPropertyWriter> changeProperties(
        SerializationConfig config,
        BeanDescription.Supplier description,
        List<BeanPropertyWriter> properties) {
      Class<?> type = description.getBeanClass();
      if (!type.isRecord()) {
        return isLive(type) ? List.of() : properties;
      }
      Set<String> components = new HashSet<>();
      for (var component : type.getRecordComponents()) {
        components.add(component.getName());
      }
      return properties.stream()
          .filter(property -> components.contains(property.getMember().getName()))
          .toList();
    }

    private static boolean isLive(Class<?> type) {
      return type.getName().startsWith("java.") || AutoCloseable.class.isAssignableFrom(type);
    }
  }
}
