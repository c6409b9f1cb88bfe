package dev.docket;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One scheduled call of a task, as seen by whoever added it. It holds no state of its own: what it
 * tells is read from Redis when it is asked. Safe for use by several threads.
 *
 * @param <R> the type of the result; {@link Void} when the task has none
 */
public interface Execution<R extends @Nullable Object> {

  /**
   * Returns the key.
   *
   * @return the identity of this execution on its docket
   */
  String key();

  /**
   * Returns the name of the task.
   *
   * @return the name under which the task was added
   */
  String taskName();

  /**
   * Tells what adding or replacing did.
   *
   * @return whether the execution was scheduled, was there already, or was refused by a strike
   */
  Disposition disposition();

  /**
   * Reads the state.
   *
   * @return the state now
   * @throws DocketException when nothing is stored under the key: it was struck, or its record has
   *     expired
   * @throws DocketConnectionException when Redis cannot be reached
   */
  ExecutionState state();

  /**
   * Reads the record.
   *
   * @return the record now; empty when it was struck or has expired
   * @throws DocketConnectionException when Redis cannot be reached
   */
  Optional<ExecutionRecord> record();

  /**
   * Waits for the end and returns the result.
   *
   * @param timeout how long to wait at most, in real time
   * @return the result; null for a task without one
   * @throws ResultTimeoutException when the execution has not ended in time
   * @throws TaskFailedException when the execution failed
   * @throws TaskCancelledException when the execution was cancelled or struck
   * @throws DocketConnectionException when Redis cannot be reached
   */
  R result(Duration timeout);

  /**
   * Cancels the execution. A pending one is removed; the thread of a running one is interrupted.
   * Repeating it does nothing. A handler may cancel what it runs itself: it is told true, and its
   * thread is interrupted then.
   *
   * @return true when it was pending or running
   * @throws DocketConnectionException when Redis cannot be reached
   */
  boolean cancel();

  /**
   * Calls a listener with the current state first, then with each change of state and progress as
   * it happens. The listener is called by one thread at a time, in order; it must not block for
   * long. Nothing comes after the terminal state.
   *
   * @param listener receives the events
   * @return ends the subscription when closed; closing twice does nothing
   * @throws DocketConnectionException when Redis cannot be reached
   */
  AutoCloseable subscribe(Consumer<? super ExecutionEvent> listener);
}
