package dev.docket.operations;

import dev.docket.ExecutionRecord;
import java.util.List;

/**
 * What a strike would hit.
 *
 * @param scheduled how many scheduled executions it matches
 * @param queued how many ready ones
 * @param running how many running ones; a strike does not stop them
 * @param parked how many that wait for a slot
 * @param complete whether all executions were looked at; if not there may be more matches
 * @param samples some of those that match
 */
public record Preview(
    long scheduled,
    long queued,
    long running,
    long parked,
    boolean complete,
    List<ExecutionRecord> samples) {

  /** Copies the samples. */
  public Preview {
    samples = List.copyOf(samples);
  }

  /**
   * Returns how many it matches.
   *
   * @return the sum of all places
   */
  public long total() {
    return scheduled + queued + running + parked;
  }
}
