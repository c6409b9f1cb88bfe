package dev.docket.internal.worker;

import dev.docket.FallbackHandler;
import dev.docket.internal.task.Invocation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a worker was built. */
public record WorkerSettings(
    String name,
    int concurrency,
    Duration redeliveryTimeout,
    Duration reconnectionDelay,
    Duration minimumCheckInterval,
    Duration schedulingResolution,
    boolean scheduleAutomaticTasks,
    int maxDeliveries,
    @Nullable Duration drainTimeout,
    @Nullable FallbackHandler fallback) {

  /** What runs tasks that are not registered, or null when they are left to other workers. */
  @Nullable Invocation fallbackInvocation() {
    FallbackHandler handler = fallback;
    return handler == null
        ? null
        : (task, context) -> {
          handler.handle(context.taskName(), context.arguments(), context);
          return null;
        };
  }
}
