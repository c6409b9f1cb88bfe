package dev.docket;

/**
 * What a worker did in one call of {@link Worker#runUntilFinished} or {@link Worker#runAtMost}.
 *
 * @param succeeded runs that succeeded
 * @param failed executions that failed for good
 * @param retried runs that failed and were scheduled again
 * @param cancelled executions that were cancelled or dropped by a limit
 * @param struck executions that a strike stopped
 */
public record RunReport(int succeeded, int failed, int retried, int cancelled, int struck) {}
