package dev.docket.internal.task;

import dev.docket.TaskContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls a @Handles method with the task and the objects of the types that it asks for. */
record MethodInvocation(@Nullable Object target, Method method, List<Class<?>> injected)
    implements Invocation {

  @Override
  public @Nullable Object invoke(Object task, TaskContext context) throws Exception {
    Object[] arguments = new Object[injected.size() + 1];
    arguments[0] = task;
    for (int i = 0; i < injected.size(); i++) {
      arguments[i + 1] = context.get(injected.get(i));
    }
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw unwrapped(e);
    }
  }

  private static Exception unwrapped(InvocationTargetException e) {
    return switch (e.getCause()) {
      case Exception exception -> exception;
      case Error error -> throw error;
      case null, default -> e;
    };
  }
}
