package dev.docket.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a docket does at one moment. The numbers are counted by Redis at no cost; those of ended
 * executions are of the records that are still kept.
 *
 * @param at the moment, by the docket's clock
 * @param scheduled how many are due later
 * @param queued how many are ready
 * @param running how many have been delivered to a worker and have not ended
 * @param parked how many wait for a slot of a concurrency limit
 * @param completed how many ended well and are still kept
 * @param failed how many failed and are still kept
 * @param cancelled how many were cancelled and are still kept
 * @param oldestQueued since when the ready one that has waited longest is ready; null when none is
 * @param nextDue the earliest due time on the schedule; null when nothing is scheduled
 * @param workers how many workers are alive
 * @param permits how many executions they can run at once
 * @param busy how many executions they said that they run, at their latest heartbeat
 * @param redisVersion the version of the server, such as {@code 7.2.4} or {@code Valkey 8.1.0}
 */
public record Status(
    Instant at,
    long scheduled,
    long queued,
    long running,
    long parked,
    long completed,
    long failed,
    long cancelled,
    @Nullable Instant oldestQueued,
    @Nullable Instant nextDue,
    int workers,
    int permits,
    int busy,
    String redisVersion) {}
