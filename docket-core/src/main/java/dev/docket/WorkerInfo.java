package dev.docket;

import java.time.Instant;
import java.util.Set;

/**
 * A live worker.
 *
 * @param name the worker's name
 * @param lastSeen its latest heartbeat
 * @param tasks the names of the tasks that it can run
 * @param concurrency how many executions it runs at once
 * @param running how many it runs now
 */
public record WorkerInfo(
    String name, Instant lastSeen, Set<String> tasks, int concurrency, int running) {

  /** Copies the names. */
  public WorkerInfo {
    tasks = Set.copyOf(tasks);
  }
}
