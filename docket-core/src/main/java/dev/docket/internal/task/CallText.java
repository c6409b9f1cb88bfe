package dev.docket.internal.task;

import dev.docket.TaskDefinition;
import dev.docket.behavior.LoggedAs;
import dev.docket.internal.codec.Json;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The short form of a call for logs: {@code process-order(orderId=123, card=…)[key]}. */
public final class CallText {

  private static final String HIDDEN = "…";
  private static final int LONGEST = 100;

  private CallText() {}

  /** Shows a call. The arguments are asked for only when the task shows some of them. */
  public static String of(
      TaskDefinition<?> definition, Supplier<Map<String, Object>> arguments, String key) {
    Map<String, LoggedAs> logged = definition.logged();
    Map<String, Object> values = logged.isEmpty() ? Map.of() : arguments.get();
    return definition.parameters().stream()
        .map(name -> name + "=" + shown(logged.get(name), values.get(name)))
        .collect(Collectors.joining(", ", definition.name() + "(", ")" + bracketed(key)));
  }

  /** Shows one argument, given as a JSON value. */
  public static String shown(@Nullable LoggedAs as, @Nullable Object value) {
    return switch (as) {
      case VALUE -> shortened(Json.write(value));
      case LENGTH -> length(value);
      case null -> HIDDEN;
    };
  }

  private static String length(@Nullable Object value) {
    return switch (value) {
      case String text -> "[len " + text.length() + "]";
      case Collection<?> list -> "[len " + list.size() + "]";
      case Map<?, ?> map -> "[len " + map.size() + "]";
      case null, default -> HIDDEN;
    };
  }

  /** A key may hold anything, but a log line is one line. */
  private static String bracketed(String key) {
    String quoted = Json.write(key);
    String plain = quoted.length() == key.length() + 2 ? key : quoted;
    return "[" + shortened(plain) + "]";
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + HIDDEN;
  }
}
