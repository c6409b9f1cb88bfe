package dev.docket.operations;

import java.time.Instant;

/**
 * A task of which executions are due, and that no live worker can run.
 *
 * @param name the name of the task
 * @param waiting how many of its executions wait
 * @param since the due time of the one that has waited longest
 * @param example the key of that one
 * @param complete whether all that wait were looked at; if not, there may be more of them
 */
public record UnknownTask(
    String name, long waiting, Instant since, String example, boolean complete) {}
