package dev.docket;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of state or progress of an execution.
 *
 * @param key the key of the execution
 * @param state the state after the change
 * @param progress the progress, when one was reported
 * @param at when it happened
 */
public record ExecutionEvent(
    String key, ExecutionState state, @Nullable ProgressState progress, Instant at) {}
