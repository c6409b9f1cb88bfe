package dev.docket.operations;

import dev.docket.ConcurrencySet;
import org.jspecify.annotations.Nullable;

/**
 * A concurrency limit that is in use, with as much of its waiting line as was asked for.
 *
 * @param set its slots, their holders, and the first of those that wait
 * @param waiting how many wait in all
 * @param task the name of the task that the limit belongs to; null when it has a scope, which tasks
 *     share
 */
public record LimitInUse(ConcurrencySet set, long waiting, @Nullable String task) {

  /**
   * A limit of which the task is not known.
   *
   * @param set as in the record
   * @param waiting as in the record
   */
  public LimitInUse(ConcurrencySet set, long waiting) {
    this(set, waiting, null);
  }
}
