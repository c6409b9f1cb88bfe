package dev.docket.internal.telemetry;

/**
 * How much is pending on a docket.
 *
 * @param queued due and not running
 * @param scheduled due later
 * @param parked waiting for a slot of a concurrency limit
 */
public record Depths(long queued, long scheduled, long parked) {}
