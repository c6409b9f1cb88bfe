package dev.docket.dashboard.feed;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was read, or why it could not be.
 *
 * @param value what was read; null when it could not be
 * @param at when, by the clock of this process
 * @param trouble why not; null when it was
 * @param <T> what is read
 */
public record Seen<T>(@Nullable T value, Instant at, @Nullable String trouble) {}
