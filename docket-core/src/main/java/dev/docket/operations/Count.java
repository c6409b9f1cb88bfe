package dev.docket.operations;

/**
 * How many executions a query finds.
 *
 * @param found how many were found
 * @param complete whether all executions of its place were looked at; if not there may be more
 */
public record Count(long found, boolean complete) {}
