package dev.docket.junit;

import dev.docket.DocketException;
import dev.docket.InvalidTaskException;
import dev.docket.Placement;
import dev.docket.TaskArguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Refuses a task that a handler would see otherwise than it was added. */
final class RoundTrip {

  private RoundTrip() {}

  static void check(Placement placement) {
    Object task = placement.task();
    Object arrived;
    try {
      arrived = TaskArguments.roundTrip(task);
    } catch (DocketException e) {
      throw new InvalidTaskException(
          "%s is written as JSON but cannot be read back: %s%s"
              .formatted(task, e.getMessage(), cure(task)),
          e);
    }
    if (!Likeness.alike(task, arrived)) {
      throw new InvalidTaskException(
          "%s does not survive JSON: a handler would get %s%s%s"
              .formatted(task, arrived, differences(task, arrived), cure(task)));
    }
  }

  /** As JSON when they differ there; else, where they look the same, as Java. */
  private static String differences(Object task, Object arrived) {
    String json = differences(TaskArguments.of(task), TaskArguments.of(arrived));
    return json.isEmpty()
        ? Unlike.parts(task, arrived).stream().map("\n  "::concat).collect(Collectors.joining())
        : json;
  }

  private static String differences(Map<String, Object> sent, Map<String, Object> arrived) {
    List<String> lines = new ArrayList<>();
    Set<String> names = new TreeSet<>(sent.keySet());
    names.addAll(arrived.keySet());
    for (String name : names) {
      if (!Objects.equals(sent.get(name), arrived.get(name))) {
        lines.add(
            "%n  %s: was %s, arrives as %s".formatted(name, sent.get(name), arrived.get(name)));
      }
    }
    return String.join("", lines);
  }

  private static String cure(Object task) {
    return """

        Its components may be scalars, strings, enums, java.time values, UUIDs, lists, maps and \
        records of these, with an equals of their own. \
        @WithoutGuards(Guard.ARGUMENTS) lets %s through."""
        .formatted(task.getClass().getSimpleName())
        .replaceAll("\n$", "");
  }
}
