package dev.docket;

import java.time.Instant;
import java.util.List;

/**
 * What is on a docket at one moment. With more than 500 executions the lists are read one after the
 * other, and hold a thousand each at most: what moves meanwhile may be missing, or be there twice.
 *
 * @param taken when it was read, by the docket's clock
 * @param totalTasks the number of executions that are pending or running
 * @param future those that are scheduled, queued or parked, by due time
 * @param running those that run
 * @param workers the live workers
 */
public record DocketSnapshot(
    Instant taken,
    long totalTasks,
    List<ExecutionRecord> future,
    List<ExecutionRecord> running,
    List<WorkerInfo> workers) {

  /** Copies the lists. */
  public DocketSnapshot {
    future = List.copyOf(future);
    running = List.copyOf(running);
    workers = List.copyOf(workers);
  }
}
