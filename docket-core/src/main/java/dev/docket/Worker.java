package dev.docket;

import dev.docket.internal.worker.Engine;
import dev.docket.internal.worker.EngineFaults;
import dev.docket.internal.worker.Host;
import dev.docket.internal.worker.RunBudget;
import dev.docket.internal.worker.Shifts;
import dev.docket.internal.worker.WorkerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the executions of a docket whose tasks are registered there, each on a virtual thread of its
 * own. Any number of workers may share a docket, in one process or many.
 *
 * <p>A worker runs once: one of {@link #runUntilFinished}, {@link #runAtMost}, {@link #runForever}
 * and {@link #start} at a time, and none after {@link #close}. {@link #stop} and {@link #close} may
 * be called by any thread.
 */
public final class Worker implements AutoCloseable {

  private final Docket docket;
  private final WorkerSettings settings;
  private final Shifts shifts;

  private Worker(Docket docket, WorkerSettings settings) {
    this.docket = docket;
    this.settings = settings;
    this.shifts = new Shifts(settings.name(), this::engine);
  }

  private Engine engine(boolean finishing, RunBudget budget) {
    Engine made = new Engine(docket.core(), docket, this, settings, finishing, budget);
    docket.core().crew().join(made);
    return made;
  }

  /**
   * Starts to build a worker.
   *
   * @param docket the docket whose executions it runs; it stays open when the worker is closed, and
   *     stops the worker when it is closed itself
   * @return a builder with the defaults
   */
  public static Builder builder(Docket docket) {
    return new Builder(docket);
  }

  /** Collects the settings of a worker. Not safe for use by several threads. */
  public static final class Builder {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Docket docket;
    private @Nullable String name;
    private int concurrency = 10;
    private Duration redeliveryTimeout = Duration.ofMinutes(5);
    private Duration reconnectionDelay = Duration.ofSeconds(5);
    private Duration minimumCheckInterval = Duration.ofMillis(250);
    private Duration schedulingResolution = Duration.ofMillis(250);
    private boolean scheduleAutomaticTasks = true;
    private int maxDeliveries = 10;
    private @Nullable Duration drainTimeout;
    private @Nullable FallbackHandler fallback;

    private Builder(Docket docket) {
      this.docket = docket;
    }

    /**
     * Sets the name, which must be unique among the workers of the docket.
     *
     * @param name the name; {@code host#pid#n} by default
     * @return this builder
     * @throws IllegalArgumentException when it is empty
     */
    public Builder name(String name) {
      if (name.isEmpty()) {
        throw new IllegalArgumentException("The name of a worker must not be empty");
      }
      this.name = name;
      return this;
    }

    /**
     * Sets how many executions run at once.
     *
     * @param tasks 10 by default
     * @return this builder
     * @throws IllegalArgumentException when it is below 1
     */
    public Builder concurrency(int tasks) {
      this.concurrency = Settings.atLeastOne("concurrency", tasks);
      return this;
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
      this.redeliveryTimeout = Settings.positive("redeliveryTimeout", timeout);
      return this;
    }

    /**
     * Sets the first delay before Redis is tried again after trouble; it grows from there.
     *
     * @param delay 5 seconds by default
     * @return this builder
     * @throws IllegalArgumentException when it is not positive
     */
    public Builder reconnectionDelay(Duration delay) {
      this.reconnectionDelay = Settings.positive("reconnectionDelay", delay);
      return this;
    }

    /**
     * Sets how long a blocking read for work blocks.
     *
     * @param interval 250 milliseconds by default
     * @return this builder
     * @throws IllegalArgumentException when it is not positive
     */
    public Builder minimumCheckInterval(Duration interval) {
      this.minimumCheckInterval = Settings.positive("minimumCheckInterval", interval);
      return this;
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
      this.schedulingResolution = Settings.positive("schedulingResolution", resolution);
      return this;
    }

    /**
     * Sets whether the worker puts automatic tasks on the docket.
     *
     * @param schedule true by default
     * @return this builder
     */
    public Builder scheduleAutomaticTasks(boolean schedule) {
      this.scheduleAutomaticTasks = schedule;
      return this;
    }

    /**
     * Sets after how many deliveries without an end an execution fails as undeliverable.
     *
     * @param deliveries 10 by default
     * @return this builder
     * @throws IllegalArgumentException when it is below 1
     */
    public Builder maxDeliveries(int deliveries) {
      this.maxDeliveries = Settings.atLeastOne("maxDeliveries", deliveries);
      return this;
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
      this.drainTimeout = Settings.notNegative("drainTimeout", timeout);
      return this;
    }

    /**
     * Sets what runs executions of tasks that are not registered. Without it they are left to other
     * workers.
     *
     * @param handler runs them
     * @return this builder
     */
    public Builder fallback(FallbackHandler handler) {
      this.fallback = handler;
      return this;
    }

    /**
     * Builds the worker. It does nothing before one of its run methods is called.
     *
     * @return the worker, to be closed by the caller
     */
    public Worker build() {
      String chosen = name == null ? defaultName() : name;
      return new Worker(
          docket,
          new WorkerSettings(
              chosen,
              concurrency,
              redeliveryTimeout,
              reconnectionDelay,
              minimumCheckInterval,
              schedulingResolution,
              scheduleAutomaticTasks,
              maxDeliveries,
              drainTimeout,
              fallback));
    }

    private static String defaultName() {
      return "%s#%d#%d"
          .formatted(Host.name(), ProcessHandle.current().pid(), COUNT.incrementAndGet());
    }
  }

  /**
   * Returns the name.
   *
   * @return the name of the worker
   */
  public String name() {
    return settings.name();
  }

  /**
   * Runs until nothing on the docket is ready, scheduled, parked or running. With a real clock it
   * waits for what is scheduled; a test clock may jump there. A docket with a live perpetual task
   * never finishes; see {@link #runAtMost}.
   *
   * @return what was done
   */
  public RunReport runUntilFinished() {
    return shifts.work(true, RunBudget.unlimited());
  }

  /**
   * Runs like {@link #runUntilFinished}, but of some keys no more than so many runs; what then
   * remains of these keys is removed.
   *
   * @param runsByKey the highest number of runs that start, by key
   * @return what was done
   */
  public RunReport runAtMost(Map<String, Integer> runsByKey) {
    return shifts.work(true, RunBudget.ofKeys(runsByKey));
  }

  /**
   * Runs like {@link #runUntilFinished}, but starts no more than so many runs in all, a retry
   * counted like any other run. What remains stays on the docket.
   *
   * @param runs the highest number of runs that start, at least 1
   * @return what was done
   * @throws IllegalArgumentException when it is below 1
   */
  public RunReport runAtMost(int runs) {
    return shifts.work(true, RunBudget.ofRuns(Settings.atLeastOne("runs", runs)));
  }

  /**
   * Runs like {@link #runUntilFinished}, but leaves what is due after an instant on the docket.
   * With a real clock it waits for what is due until then, and no longer.
   *
   * @param horizon the instant, by the docket's clock; what is due then still runs
   * @return what was done
   */
  public RunReport runUntil(Instant horizon) {
    return shifts.work(true, RunBudget.until(horizon));
  }

  /** Runs until {@link #stop} is called or the calling thread is interrupted. */
  public void runForever() {
    shifts.work(false, RunBudget.unlimited());
  }

  /** Runs forever on a thread of its own. Returns at once. */
  public void start() {
    shifts.start();
  }

  /**
   * Ends the worker gracefully: it claims nothing more, what runs finishes, and then the call
   * returns; at once when a handler or a listener of this worker calls it, or when the calling
   * thread is interrupted. Stopping again, or a worker that does not run, does nothing.
   */
  public void stop() {
    shifts.end(Engine::stop);
  }

  /**
   * Ends the worker like {@link #stop()}, with another limit for what runs. May be called while
   * another thread waits in {@link #stop()}; then that one returns sooner too.
   *
   * @param drainTimeout how long running executions may go on, in the place of {@link
   *     Builder#drainTimeout}; then they are interrupted and handed back to the queue. Zero
   *     interrupts them at once.
   * @throws IllegalArgumentException when it is negative
   */
  public void stopWithin(Duration drainTimeout) {
    Duration limit = Settings.notNegative("drainTimeout", drainTimeout);
    shifts.end(running -> running.stopWithin(limit));
  }

  /** Stops and frees everything. Closing again does nothing. */
  @Override
  public void close() {
    shifts.close();
    stop();
  }

  /**
   * Tells whether the worker claims what is ready, from what it has last done; no round trip to
   * Redis. For health probes.
   *
   * @return its health; not claiming while it does not run, starts, stops, or Redis is away
   */
  public WorkerHealth health() {
    return shifts.health();
  }

  /**
   * Returns the faults that a test can inject into this worker while it runs.
   *
   * @return its faults
   */
  public WorkerFaults faults() {
    return new EngineFaults(shifts::running);
  }
}
