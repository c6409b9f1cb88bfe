package dev.docket.chaos;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One line of a journal: what happened, then names and values, separated by tabs.
 *
 * @param what the kind of the event
 * @param fields its details, as text
 */
record Line(String what, Map<String, String> fields) {

  static Line of(String what, Object... namesAndValues) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(
          (String) namesAndValues[i],
          String.valueOf(namesAndValues[i + 1]).replace('\t', ' ').replace('\n', ' '));
    }
    return new Line(what, fields);
  }

  static Line parse(String text) {
    String[] parts = text.split("\t", -1);
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      fields.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
    }
    return new Line(parts[0], fields);
  }

  String text(String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("No " + name + " in the line " + this);
    }
    return value;
  }

  Optional<String> maybe(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  long number(String name) {
    return Long.parseLong(text(name));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(what);
    fields.forEach((name, value) -> text.append('\t').append(name).append('=').append(value));
    return text.toString();
  }
}
