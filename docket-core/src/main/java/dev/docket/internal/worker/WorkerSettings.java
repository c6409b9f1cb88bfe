package dev.docket.internal.worker;

import dev.docket.FallbackHandler;
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
    @Nullable FallbackHandler fallback) {}
