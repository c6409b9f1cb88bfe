package dev.docket.internal.redis;

import dev.docket.DocketListener;

/**
 * What one run adds to the figures of its minute.
 *
 * @param task the name of its task
 * @param as what it counts as
 * @param millis how long its handler took
 */
public record RunFigures(String task, DocketListener.Outcome as, long millis) {

  /** As {@code lib/stats.lua} reads it. */
  String packed() {
    return BatchFigures.word(as) + " " + BatchFigures.bucket(millis) + " " + millis + " " + task;
  }
}
