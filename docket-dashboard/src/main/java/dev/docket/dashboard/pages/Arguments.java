package dev.docket.dashboard.pages;

import dev.docket.behavior.LoggedAs;
import dev.docket.dashboard.ui.Json;
import dev.docket.operations.TaskInfo;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which arguments are shown: those that are marked {@code @Logged}, or all when the
 * dashboard was told so. Those of a task that nobody knows are hidden.
 */
final class Arguments {

  static final String HIDDEN = "…";

  private final boolean showAll;
  private final Map<String, TaskInfo> tasks = new HashMap<>();

  Arguments(boolean showAll, List<TaskInfo> tasks) {
    this.showAll = showAll;
    tasks.forEach(t -> this.tasks.put(t.name(), t));
  }

  /** The arguments as JSON texts, by parameter; hidden ones as "…". */
  Map<String, String> shown(String task, Map<String, Object> arguments) {
    Map<String, String> shown = new LinkedHashMap<>();
    arguments.forEach((name, value) -> shown.put(name, shown(task, name, value)));
    return shown;
  }

  /** Whether a value itself is shown, so that it may be offered for a strike. */
  boolean isOpen(String task, String parameter) {
    return showAll || as(task, parameter) == LoggedAs.VALUE;
  }

  /** One line: {@code orderId=123, card=…}. */
  String line(String task, Map<String, Object> arguments) {
    return shown(task, arguments).entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(", "));
  }

  private String shown(String task, String parameter, @Nullable Object value) {
    if (showAll) {
      return Json.write(value);
    }
    return switch (as(task, parameter)) {
      case VALUE -> Json.write(value);
      case LENGTH -> length(value);
      case null -> HIDDEN;
    };
  }

  private @Nullable LoggedAs as(String task, String parameter) {
    TaskInfo info = tasks.get(task);
    return info == null ? null : info.logged().get(parameter);
  }

  private static String length(@Nullable Object value) {
    return switch (value) {
      case String text -> "[len " + text.length() + "]";
      case Collection<?> list -> "[len " + list.size() + "]";
      case Map<?, ?> map -> "[len " + map.size() + "]";
      case null, default -> HIDDEN;
    };
  }
}
