package dev.docket.internal.redis;

import org.jspecify.annotations.Nullable;

/**
 * One message of the stream, as it was delivered to a worker.
 *
 * @param sid the stream id
 * @param key the execution's key, null when the message is malformed
 * @param task the task's name, null when the message is malformed
 * @param args the arguments as JSON
 * @param attempt the attempt that this delivery is
 * @param when the due time in ms since the epoch
 * @param trace the trace context, empty when there is none
 * @param unclaimed whether nobody can have claimed it before, so that its claim needs no look at
 *     the record
 */
public record Delivery(
    String sid,
    @Nullable String key,
    @Nullable String task,
    String args,
    int attempt,
    long when,
    String trace,
    boolean unclaimed) {

  /** Whether the message says what to run and under which key. */
  public boolean isWellFormed() {
    return key != null && !key.isEmpty() && task != null && !task.isEmpty();
  }

  /** The same, which may have been claimed: its answer was lost, or it was. */
  public Delivery perhapsClaimed() {
    return new Delivery(sid, key, task, args, attempt, when, trace, false);
  }
}
