package dev.docket.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of an execution.
 *
 * @param at when, by the docket's clock
 * @param what one of {@code added}, {@code due}, {@code started}, {@code parked}, {@code
 *     rate-limited}, {@code debounced}, {@code unknown} (to the worker that it was delivered to),
 *     {@code struck} and {@code dropped} (a run of a perpetual task, by a strike or a limit),
 *     {@code redelivered}, {@code handed back}, {@code rescheduled}, {@code requeued}, {@code
 *     retry} (an attempt that failed and is followed by another), {@code completed}, {@code
 *     failed}, {@code cancelled}
 * @param attempt the attempt that it is about
 * @param worker the worker that it is about
 * @param detail the error, or what it waited for
 */
public record HistoryEntry(
    Instant at, String what, int attempt, @Nullable String worker, @Nullable String detail) {}
