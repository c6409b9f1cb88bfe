package dev.docket.internal.task;

import dev.docket.ContextualTaskFunction;
import dev.docket.ContextualTaskHandler;
import dev.docket.TaskContext;
import dev.docket.TaskFunction;
import dev.docket.TaskHandler;
import org.jspecify.annotations.Nullable;

/** Calls the user's code for one run, whatever form it was registered in. */
@FunctionalInterface
public interface Invocation {

  /**
   * Runs the task and returns its result, null when it has none. Throws what the user's code does.
   */
  @Nullable Object invoke(Object task, TaskContext context) throws Exception;

  static <T> Invocation ofHandler(TaskHandler<T> handler) {
    return (task, context) -> {
      handler.handle(Invocation.<T>cast(task));
      return null;
    };
  }

  static <T> Invocation ofHandler(ContextualTaskHandler<T> handler) {
    return (task, context) -> {
      handler.handle(Invocation.<T>cast(task), context);
      return null;
    };
  }

  static <T> Invocation ofFunction(TaskFunction<T, ? extends @Nullable Object> function) {
    return (task, context) -> function.apply(Invocation.<T>cast(task));
  }

  static <T> Invocation ofFunction(ContextualTaskFunction<T, ? extends @Nullable Object> function) {
    return (task, context) -> function.apply(Invocation.<T>cast(task), context);
  }

  /** The engine decodes each payload as the record that the handler was registered for. */
  @SuppressWarnings("unchecked")
  private static <T> T cast(Object task) {
    return (T) task;
  }
}
