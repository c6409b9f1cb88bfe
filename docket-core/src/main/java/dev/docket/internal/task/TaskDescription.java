package dev.docket.internal.task;

import dev.docket.TaskDefinition;
import dev.docket.behavior.LoggedAs;
import dev.docket.behavior.Recurrence;
import dev.docket.internal.codec.DecodingException;
import dev.docket.internal.codec.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a worker tells of a task, for those who have no record of it.
 *
 * @param cadence when it runs by itself, for people; null when it does not
 */
public record TaskDescription(
    String name,
    Set<String> aliases,
    List<String> parameters,
    Map<String, LoggedAs> logged,
    int attempts,
    @Nullable String cadence,
    boolean automatic) {

  public static TaskDescription of(TaskDefinition<?> definition) {
    return new TaskDescription(
        definition.name(),
        definition.aliases(),
        definition.parameters(),
        definition.logged(),
        definition.retry().attempts(),
        definition.recurrence().map(TaskDescription::cadence).orElse(null),
        definition.recurrence().map(Recurrence::automatic).orElse(false));
  }

  public static String write(List<RegisteredTask> tasks) {
    return Json.write(
        tasks.stream().map(task -> of(task.definition())).toArray(TaskDescription[]::new));
  }

  /** Those that can be read; a worker of another version may tell less, or something else. */
  public static List<TaskDescription> read(String json) {
    try {
      TaskDescription[] told = (TaskDescription[]) Json.read(json, TaskDescription[].class);
      return told == null ? List.of() : List.of(told);
    } catch (DecodingException e) {
      return List.of();
    }
  }

  private static String cadence(Recurrence recurrence) {
    return switch (recurrence) {
      case Recurrence.Interval interval -> "every " + text(interval.every());
      case Recurrence.Cron cron -> "%s (%s)".formatted(cron.expression(), cron.zone());
    };
  }

  /** As it is written in annotations: {@code 90s}, {@code 5m}, {@code 250ms}. */
  private static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0 || millis % 1000 != 0) {
      return millis + "ms";
    } else if (millis % 60_000 != 0) {
      return millis / 1000 + "s";
    } else if (millis % 3_600_000 != 0) {
      return millis / 60_000 + "m";
    }
    return millis % 86_400_000 != 0 ? millis / 3_600_000 + "h" : millis / 86_400_000 + "d";
  }
}
