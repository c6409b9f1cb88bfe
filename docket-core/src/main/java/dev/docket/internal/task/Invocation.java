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

  @SuppressWarnings("unchecked") // the engine decodes a payload as the record of its handler
  static <T> Invocation ofHandler(TaskHandler<T> handler) {
    return (task, context) -> {
      handler.handle((T) task);
      return null;
    };
  }

  @SuppressWarnings("unchecked") // the engine decodes a payload as the record of its handler
  static <T> Invocation ofHandler(ContextualTaskHandler<T> handler) {
    return (task, context) -> {
      handler.handle((T) task, context);
      return null;
    };
  }

  @SuppressWarnings("unchecked") // the engine decodes a payload as the record of its handler
  static <T> Invocation ofFunction(TaskFunction<T, ? extends @Nullable Object> function) {
    return (task, context) -> function.apply((T) task);
  }

  @SuppressWarnings("unchecked") // the engine decodes a payload as the record of its handler
  static <T> Invocation ofFunction(ContextualTaskFunction<T, ? extends @Nullable Object> function) {
    return (task, context) -> function.apply((T) task, context);
  }
}
