package dev.docket;

import java.time.Duration;
import java.util.Map;

/**
 * Runs the executions of a docket whose tasks are registered there, each on a virtual thread of its
 * own. Any number of workers may share a docket, in one process or many.
 *
 * <p>A worker runs once: one of {@link #runUntilFinished}, {@link #runAtMost}, {@link #runForever}
 * and {@link #start} at a time, and none after {@link #close}. {@link #stop} and {@link #close} may
 * be called by any thread.
 */
@SuppressWarnings("DoNotCallSuggester") // until its methods have bodies
public final class Worker implements AutoCloseable {

  private Worker() {}

  /**
   * Starts to build a worker.
   *
   * @param docket the docket whose executions it runs; it stays open when the worker is closed
   * @return a builder with the defaults
   */
  public static Builder builder(Docket docket) {
    return new Builder();
  }

  /** Collects the settings of a worker. Not safe for use by several threads. */
  public static final class Builder {

    private Builder() {}

    /**
     * Sets the name, which must be unique among the workers of the docket.
     *
     * @param name the name; {@code host#pid#n} by default
     * @return this builder
     * @throws IllegalArgumentException when it is empty
     */
    public Builder name(String name) {
      throw new UnsupportedOperationException();
    }

    /**
     * Sets how many executions run at once.
     *
     * @param tasks 10 by default
     * @return this builder
     * @throws IllegalArgumentException when it is below 1
     */
    public Builder concurrency(int tasks) {
      throw new UnsupportedOperationException();
    }

    /**
     * Sets after which time an execution is redelivered when its worker lives but hangs. Handlers
     * may run longer: their leases are renewed.
     *
     * @param timeout 5 minutes by default
     * @return this builder
     * @throws IllegalArgumentException when it is not positive
     */
    public Builder redeliveryTimeout(Duration timeout) {
      throw new UnsupportedOperationException();
    }

    /**
     * Sets the first delay before Redis is tried again after trouble; it grows from there.
     *
     * @param delay 5 seconds by default
     * @return this builder
     * @throws IllegalArgumentException when it is not positive
     */
    public Builder reconnectionDelay(Duration delay) {
      throw new UnsupportedOperationException();
    }

    /**
     * Sets how long a blocking read for work blocks.
     *
     * @param interval 250 milliseconds by default
     * @return this builder
     * @throws IllegalArgumentException when it is not positive
     */
    public Builder minimumCheckInterval(Duration interval) {
      throw new UnsupportedOperationException();
    }

    /**
     * Sets the longest time between looks at the schedule. It is no delay: the worker wakes at the
     * next due time, and when an earlier one is added.
     *
     * @param resolution 250 milliseconds by default
     * @return this builder
     * @throws IllegalArgumentException when it is not positive
     */
    public Builder schedulingResolution(Duration resolution) {
      throw new UnsupportedOperationException();
    }

    /**
     * Sets whether the worker puts automatic tasks on the docket.
     *
     * @param schedule true by default
     * @return this builder
     */
    public Builder scheduleAutomaticTasks(boolean schedule) {
      throw new UnsupportedOperationException();
    }

    /**
     * Sets after how many deliveries without an end an execution fails as undeliverable.
     *
     * @param deliveries 10 by default
     * @return this builder
     * @throws IllegalArgumentException when it is below 1
     */
    public Builder maxDeliveries(int deliveries) {
      throw new UnsupportedOperationException();
    }

    /**
     * Sets how long running executions may go on after {@link Worker#stop}; then they are
     * interrupted and handed back to the queue.
     *
     * @param timeout unlimited by default
     * @return this builder
     * @throws IllegalArgumentException when it is negative
     */
    public Builder drainTimeout(Duration timeout) {
      throw new UnsupportedOperationException();
    }

    /**
     * Sets what runs executions of tasks that are not registered. Without it they are left to other
     * workers.
     *
     * @param handler runs them
     * @return this builder
     */
    public Builder fallback(FallbackHandler handler) {
      throw new UnsupportedOperationException();
    }

    /**
     * Builds the worker. It does nothing before one of its run methods is called.
     *
     * @return the worker, to be closed by the caller
     */
    public Worker build() {
      throw new UnsupportedOperationException();
    }
  }

  /**
   * Returns the name.
   *
   * @return the name of the worker
   */
  public String name() {
    throw new UnsupportedOperationException();
  }

  /**
   * Runs until nothing on the docket is ready, scheduled, parked or running. With a real clock it
   * waits for what is scheduled; a test clock may jump there. A docket with a live perpetual task
   * never finishes; see {@link #runAtMost}.
   *
   * @return what was done
   */
  public RunReport runUntilFinished() {
    throw new UnsupportedOperationException();
  }

  /**
   * Runs like {@link #runUntilFinished}, but of some keys no more than so many runs; what then
   * remains of these keys is removed.
   *
   * @param runsByKey the highest number of runs that start, by key
   * @return what was done
   */
  public RunReport runAtMost(Map<String, Integer> runsByKey) {
    throw new UnsupportedOperationException();
  }

  /** Runs until {@link #stop} is called or the calling thread is interrupted. */
  public void runForever() {
    throw new UnsupportedOperationException();
  }

  /** Runs forever on a thread of its own. Returns at once. */
  public void start() {
    throw new UnsupportedOperationException();
  }

  /**
   * Ends the worker gracefully: it claims nothing more, what runs finishes, and then the call
   * returns. Stopping again, or a worker that does not run, does nothing.
   */
  public void stop() {
    throw new UnsupportedOperationException();
  }

  /** Stops and frees everything. Closing again does nothing. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
