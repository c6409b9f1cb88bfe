package dev.docket.operations;

import dev.docket.ExecutionState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One chain of runs of a perpetual or cron task.
 *
 * @param key the key of its execution; the name of the task when nothing of it is on the docket
 * @param taskName the name of the task
 * @param cadence when it runs, such as {@code every 5m} or {@code 0 9 * * 1 (Europe/Berlin)}
 * @param nextRun when it runs next; null when it runs now, has ended or was never added
 * @param state where its execution is; null when there is none
 * @param worker the worker that runs it now or ran it last, as far as its record says
 * @param automatic whether workers put it on the docket by themselves
 * @param lastRun what became of its latest run that has ended, and when: a step that is {@code
 *     completed}, {@code failed}, {@code cancelled} or, of a run that was skipped, {@code struck}
 *     or {@code dropped}; null when its record tells of none
 */
public record Recurring(
    String key,
    String taskName,
    String cadence,
    @Nullable Instant nextRun,
    @Nullable ExecutionState state,
    @Nullable String worker,
    boolean automatic,
    @Nullable HistoryEntry lastRun) {

  /**
   * A chain of which no run has ended.
   *
   * @param key as in the record
   * @param taskName as in the record
   * @param cadence as in the record
   * @param nextRun as in the record
   * @param state as in the record
   * @param worker as in the record
   * @param automatic as in the record
   */
  public Recurring(
      String key,
      String taskName,
      String cadence,
      @Nullable Instant nextRun,
      @Nullable ExecutionState state,
      @Nullable String worker,
      boolean automatic) {
    this(key, taskName, cadence, nextRun, state, worker, automatic, null);
  }
}
