package dev.docket;

import java.util.Objects;

/**
 * A task and when it is to run, for {@link Docket#addAll}.
 *
 * @param task a {@link Task} or a {@link ResultTask}
 * @param schedule when it runs, and under which key
 */
public record Placement(Object task, Schedule schedule) {
  /** Checks that neither part is missing. */
  public Placement {
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(schedule, "schedule");
  }
}
