package dev.docket.internal.worker;

import dev.docket.DocketListener;
import dev.docket.internal.redis.Settlement;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended, on its way to Redis.
 *
 * @param settlement what is written
 * @param as what it counts as, unless Redis says that it was cancelled or superseded
 * @param error what the handler threw
 * @param nanos how long the handler took
 */
record Outcome(
    Run run,
    Settlement settlement,
    DocketListener.Outcome as,
    @Nullable Throwable error,
    long nanos) {}
