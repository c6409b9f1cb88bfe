package dev.docket.internal.task;

import dev.docket.Docket;
import dev.docket.PerpetualControl;
import dev.docket.Progress;
import dev.docket.TaskContext;
import dev.docket.TimeoutControl;
import dev.docket.Worker;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What every execution can be asked for by type, without any provider. */
final class ContextTypes {

  private static final Map<Class<?>, Function<TaskContext, Object>> TYPES =
      Map.of(
          TaskContext.class, context -> context,
          Docket.class, TaskContext::docket,
          Worker.class, TaskContext::worker,
          Progress.class, TaskContext::progress,
          TimeoutControl.class, TaskContext::timeout,
          PerpetualControl.class, TaskContext::perpetual,
          Logger.class, TaskContext::logger);

  private ContextTypes() {}

  /** Returns how the type is found in a context; null when it is not built in. */
  static @Nullable Function<TaskContext, Object> lookUp(Class<?> type) {
    return TYPES.get(type);
  }
}
