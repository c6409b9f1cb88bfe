package dev.docket.operations;

import java.util.List;

/**
 * The concurrency limits with the longest waiting lines.
 *
 * @param longest the longest line first; limits that nobody waits for come last
 * @param total how many limits are in use in all: one for each value that executions are limited by
 */
public record LimitsInUse(List<LimitInUse> longest, long total) {}
