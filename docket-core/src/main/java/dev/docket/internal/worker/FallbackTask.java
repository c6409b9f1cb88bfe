package dev.docket.internal.worker;

import dev.docket.InvalidTaskException;
import dev.docket.Task;
import dev.docket.TaskDefinition;
import dev.docket.internal.task.Invocation;
import dev.docket.internal.task.RegisteredTask;

/** Stands for the record of a task that this worker does not know and runs by its fallback. */
record FallbackTask() implements Task {

  static RegisteredTask named(String name, Invocation invocation) {
    try {
      return new RegisteredTask(TaskDefinition.of(FallbackTask.class).name(name), invocation);
    } catch (InvalidTaskException e) {
      throw new IllegalStateException(e);
    }
  }
}
