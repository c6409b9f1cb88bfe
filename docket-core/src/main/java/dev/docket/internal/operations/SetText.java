package dev.docket.internal.operations;

import dev.docket.internal.codec.DecodingException;
import dev.docket.internal.codec.Json;
import java.util.List;

/**
 * The names of limits' sets, for people: {@code customer 5}, {@code the task Ship}; with the word
 * that stands before one, {@code cooldown of the task Ship}.
 */
final class SetText {

  private SetText() {}

  /**
   * Reads a name like {@code rate:["task:Ship","customer",5]}, or one after a word and a blank; any
   * other text stays as it is.
   */
  static String of(String name) {
    int start = name.indexOf('[');
    if (start < 0 || !name.endsWith("]")) {
      return name;
    }
    int word = name.substring(0, start).indexOf(": ");
    String before = word < 0 ? "" : name.substring(0, word) + " of ";
    try {
      return Json.readValue(name.substring(start)) instanceof List<?> parts && !parts.isEmpty()
          ? text(parts, name, before)
          : name;
    } catch (DecodingException e) {
      return name;
    }
  }

  private static String text(List<?> parts, String name, String before) {
    String owner = String.valueOf(parts.get(0));
    boolean shared = owner.startsWith("scope:");
    if (!shared && !owner.startsWith("task:")) {
      return name;
    }
    String rest = owner.substring(owner.indexOf(':') + 1);
    if (parts.size() < 3) {
      return before + (shared ? "the scope " : "the task ") + rest;
    }
    Object value = parts.get(2);
    String shown = value instanceof String text ? text : Json.write(value);
    return before + parts.get(1) + " " + shown + (shared ? " in the scope " + rest : "");
  }
}
