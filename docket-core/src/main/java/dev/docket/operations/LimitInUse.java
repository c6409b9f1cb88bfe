package dev.docket.operations;

import dev.docket.ConcurrencySet;

/**
 * A concurrency limit that is in use, with as much of its waiting line as was asked for.
 *
 * @param set its slots, their holders, and the first of those that wait
 * @param waiting how many wait in all
 */
public record LimitInUse(ConcurrencySet set, long waiting) {}
