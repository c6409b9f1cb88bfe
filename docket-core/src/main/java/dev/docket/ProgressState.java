package dev.docket;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far an execution has come.
 *
 * @param current the steps done
 * @param total the steps in all; 100 unless the handler said otherwise
 * @param message what the handler does now
 * @param updatedAt when it was reported; absent when nothing was reported yet
 */
public record ProgressState(
    long current, long total, @Nullable String message, @Nullable Instant updatedAt) {}
