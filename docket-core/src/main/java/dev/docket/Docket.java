package dev.docket;

import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A place for background work on Redis: executions of tasks are added to it, now or for the future,
 * and workers on the same docket run them. Dockets with the same name on the same Redis are one,
 * wherever they are connected from.
 *
 * <p>An added execution survives any crash of a producer, a worker or a network link. It is
 * delivered at least once: a handler may see the same execution again after a crash.
 *
 * <p>Safe for use by several threads. Every method that talks to Redis throws {@link
 * DocketConnectionException} when Redis cannot be reached, and {@link IllegalStateException} when
 * the docket is closed.
 */
@SuppressWarnings("DoNotCallSuggester") // until its methods have bodies
public final class Docket implements AutoCloseable {

  private Docket() {}

  /**
   * Connects to the docket named {@code docket}.
   *
   * @param url as for {@link Builder#url}
   * @return the docket, to be closed by the caller
   * @throws IllegalArgumentException when the URL cannot be parsed
   * @throws DocketConnectionException when Redis cannot be reached or is older than 6.2
   */
  public static Docket connect(String url) {
    return builder().url(url).build();
  }

  /**
   * Connects to a docket.
   *
   * @param url as for {@link Builder#url}
   * @param name the name of the docket
   * @return the docket, to be closed by the caller
   * @throws IllegalArgumentException when the URL cannot be parsed or the name is empty
   * @throws DocketConnectionException when Redis cannot be reached or is older than 6.2
   */
  public static Docket connect(String url, String name) {
    return builder().url(url).name(name).build();
  }

  /**
   * Starts to build a docket with other settings.
   *
   * @return a builder with the defaults
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the settings of a docket. Not safe for use by several threads. */
  public static final class Builder {

    private Builder() {}

    /**
     * Sets the name.
     *
     * @param name any text that is not empty; {@code docket} by default
     * @return this builder
     * @throws IllegalArgumentException when it is empty
     */
    public Builder name(String name) {
      throw new UnsupportedOperationException();
    }

    /**
     * Sets where Redis is.
     *
     * @param url {@code redis://localhost:6379/0} by default; the schemes are {@code redis}, {@code
     *     rediss}, {@code valkey}, {@code valkeys}, {@code redis-cluster}, {@code rediss-cluster},
     *     {@code redis-sentinel}, {@code rediss-sentinel}, {@code unix}, and {@code memory}, which
     *     starts a Redis of its own
     * @return this builder
     */
    public Builder url(String url) {
      throw new UnsupportedOperationException();
    }

    /**
     * Sets how long finished executions and their results are kept.
     *
     * @param ttl 15 minutes by default; zero keeps none
     * @return this builder
     * @throws IllegalArgumentException when it is negative
     */
    public Builder executionTtl(Duration ttl) {
      throw new UnsupportedOperationException();
    }

    /**
     * Sets how long failed executions are kept and can be requeued.
     *
     * @param retention 7 days by default
     * @return this builder
     * @throws IllegalArgumentException when it is negative
     */
    public Builder failedRetention(Duration retention) {
      throw new UnsupportedOperationException();
    }

    /**
     * Sets how often a worker says that it lives.
     *
     * @param interval 2 seconds by default
     * @return this builder
     * @throws IllegalArgumentException when it is not positive
     */
    public Builder heartbeatInterval(Duration interval) {
      throw new UnsupportedOperationException();
    }

    /**
     * Sets after how many missing heartbeats a worker is taken for dead.
     *
     * @param count 5 by default
     * @return this builder
     * @throws IllegalArgumentException when it is below 1
     */
    public Builder missedHeartbeats(int count) {
      throw new UnsupportedOperationException();
    }

    /**
     * Sets what "now" is for schedules, retries and windows.
     *
     * @param clock the clock; the time of the Redis server by default
     * @return this builder
     */
    public Builder clock(DocketClock clock) {
      throw new UnsupportedOperationException();
    }

    /**
     * Sets where metrics and spans go.
     *
     * @param openTelemetry {@code GlobalOpenTelemetry} by default
     * @return this builder
     */
    public Builder openTelemetry(OpenTelemetry openTelemetry) {
      throw new UnsupportedOperationException();
    }

    /**
     * Adds a listener to what this process does on the docket.
     *
     * @param listener the listener; may be called repeatedly for several
     * @return this builder
     */
    public Builder listener(DocketListener listener) {
      throw new UnsupportedOperationException();
    }

    /**
     * Connects.
     *
     * @return the docket, to be closed by the caller
     * @throws IllegalArgumentException when the URL cannot be parsed
     * @throws DocketConnectionException when Redis cannot be reached or is older than 6.2
     */
    public Docket build() {
      throw new UnsupportedOperationException();
    }
  }

  /**
   * Returns the name.
   *
   * @return the name of the docket
   */
  public String name() {
    throw new UnsupportedOperationException();
  }

  /**
   * Registers the handler of a task in this process. Registering a task again replaces its handler.
   *
   * @param type the record of the task
   * @param handler runs the task
   * @param <T> the record
   * @throws InvalidTaskException when the type cannot be a task, or another has its name
   */
  public <T extends Task> void register(Class<T> type, TaskHandler<? super T> handler) {
    throw new UnsupportedOperationException();
  }

  /**
   * Registers the handler of a task in this process. Registering a task again replaces its handler.
   *
   * @param type the record of the task
   * @param handler runs the task
   * @param <T> the record
   * @throws InvalidTaskException when the type cannot be a task, or another has its name
   */
  public <T extends Task> void register(Class<T> type, ContextualTaskHandler<? super T> handler) {
    throw new UnsupportedOperationException();
  }

  /**
   * Registers the function of a task with a result in this process. Registering a task again
   * replaces its function.
   *
   * @param type the record of the task
   * @param function runs the task and returns its result
   * @param <R> the type of the result
   * @param <T> the record
   * @throws InvalidTaskException when the type cannot be a task, or another has its name
   */
  public <R extends @Nullable Object, T extends ResultTask<R>> void register(
      Class<T> type, TaskFunction<? super T, ? extends R> function) {
    throw new UnsupportedOperationException();
  }

  /**
   * Registers the function of a task with a result in this process. Registering a task again
   * replaces its function.
   *
   * @param type the record of the task
   * @param function runs the task and returns its result
   * @param <R> the type of the result
   * @param <T> the record
   * @throws InvalidTaskException when the type cannot be a task, or another has its name
   */
  public <R extends @Nullable Object, T extends ResultTask<R>> void register(
      Class<T> type, ContextualTaskFunction<? super T, ? extends R> function) {
    throw new UnsupportedOperationException();
  }

  /**
   * Registers the methods of an object that are annotated with {@link Handles}, inherited ones
   * included. What they need to be injected must be provided before.
   *
   * @param handlers the object
   * @throws InvalidTaskException when it has no such method, or one of them cannot handle a task or
   *     asks for something that nobody provides
   */
  public void register(Object handlers) {
    throw new UnsupportedOperationException();
  }

  /**
   * Registers a task by its definition, with its handler when it has one. Without a handler, this
   * process adds the task as defined but does not run it.
   *
   * @param definition the definition
   * @throws InvalidTaskException when another task has its name
   */
  public void register(TaskDefinition<?> definition) {
    throw new UnsupportedOperationException();
  }

  /**
   * Provides an object to handlers, made when an execution first asks for it, and closed after that
   * execution when it is {@link AutoCloseable}.
   *
   * @param type the type by which handlers ask
   * @param provider makes the object; called by the thread of the execution
   * @param <T> the type
   */
  public <T> void provide(Class<T> type, Function<? super TaskContext, ? extends T> provider) {
    throw new UnsupportedOperationException();
  }

  /**
   * Provides an object to all handlers of a worker, made when one first asks for it, and closed
   * when the worker stops when it is {@link AutoCloseable}.
   *
   * @param type the type by which handlers ask
   * @param provider makes the object; called by the thread of an execution, once for each worker
   * @param <T> the type
   */
  public <T> void provideShared(Class<T> type, Supplier<? extends T> provider) {
    throw new UnsupportedOperationException();
  }

  /**
   * Adds an execution of a task that runs at once, under a new key.
   *
   * @param task the task with its arguments
   * @return the execution
   * @throws InvalidTaskException when the task cannot be one, or JSON cannot carry its arguments
   */
  public Execution<Void> add(Task task) {
    return add(task, Schedule.now());
  }

  /**
   * Adds an execution of a task. While one with the same key is pending or running this changes
   * nothing. One round trip to Redis.
   *
   * @param task the task with its arguments
   * @param schedule when it runs, and under which key
   * @return the execution; its disposition tells what was done
   * @throws InvalidTaskException when the task cannot be one, or JSON cannot carry its arguments
   */
  public Execution<Void> add(Task task, Schedule schedule) {
    throw new UnsupportedOperationException();
  }

  /**
   * Adds an execution of a task with a result that runs at once, under a new key.
   *
   * @param task the task with its arguments
   * @param <R> the type of the result
   * @return the execution
   * @throws InvalidTaskException when the task cannot be one, or JSON cannot carry its arguments
   */
  public <R extends @Nullable Object> Execution<R> add(ResultTask<R> task) {
    return add(task, Schedule.now());
  }

  /**
   * Adds an execution of a task with a result. While one with the same key is pending or running
   * this changes nothing. One round trip to Redis.
   *
   * @param task the task with its arguments
   * @param schedule when it runs, and under which key
   * @param <R> the type of the result
   * @return the execution; its disposition tells what was done
   * @throws InvalidTaskException when the task cannot be one, or JSON cannot carry its arguments
   */
  public <R extends @Nullable Object> Execution<R> add(ResultTask<R> task, Schedule schedule) {
    throw new UnsupportedOperationException();
  }

  /**
   * Adds an execution of a task by its name, for callers without the record.
   *
   * @param taskName the name of the task
   * @param arguments the arguments by parameter name; anything that JSON carries
   * @param schedule when it runs, and under which key
   * @return the execution; its disposition tells what was done
   * @throws UnknownTaskException when neither this process nor a live worker knows the name
   * @throws InvalidTaskException when JSON cannot carry the arguments
   */
  public Execution<?> add(String taskName, Map<String, ?> arguments, Schedule schedule) {
    throw new UnsupportedOperationException();
  }

  /**
   * Adds many executions in few round trips. All are checked before any is added; if Redis fails
   * half-way some may have been added.
   *
   * @param placements the tasks and their schedules
   * @return the executions, in the same order
   * @throws InvalidTaskException when one of the tasks cannot be added; then none is
   */
  public List<Execution<?>> addAll(Collection<Placement> placements) {
    throw new UnsupportedOperationException();
  }

  /**
   * Replaces whatever is pending under a key, in one step: the old execution never runs. With
   * nothing pending it is added. A running one finishes, but the record belongs to its successor.
   *
   * @param task the task with its arguments
   * @param schedule when it runs; it must carry a key
   * @return the execution
   * @throws IllegalArgumentException when the schedule has no key
   * @throws InvalidTaskException when the task cannot be one, or JSON cannot carry its arguments
   */
  public Execution<Void> replace(Task task, Schedule schedule) {
    throw new UnsupportedOperationException();
  }

  /**
   * Replaces whatever is pending under a key, in one step: the old execution never runs. With
   * nothing pending it is added. A running one finishes, but the record belongs to its successor.
   *
   * @param task the task with its arguments
   * @param schedule when it runs; it must carry a key
   * @param <R> the type of the result
   * @return the execution
   * @throws IllegalArgumentException when the schedule has no key
   * @throws InvalidTaskException when the task cannot be one, or JSON cannot carry its arguments
   */
  public <R extends @Nullable Object> Execution<R> replace(ResultTask<R> task, Schedule schedule) {
    throw new UnsupportedOperationException();
  }

  /**
   * Cancels an execution. A pending one is removed; the thread of a running one is interrupted.
   * Repeating it does nothing.
   *
   * @param key the key of the execution
   * @return true when it was pending or running
   */
  public boolean cancel(String key) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads the record of an execution.
   *
   * @param key the key of the execution
   * @return the record; empty when there is none or it has expired
   */
  public Optional<ExecutionRecord> execution(String key) {
    throw new UnsupportedOperationException();
  }

  /**
   * Switches off executions, on every producer and worker of the docket, within a second. Repeating
   * it does nothing.
   *
   * @param strike which executions
   */
  public void strike(Strike strike) {
    throw new UnsupportedOperationException();
  }

  /**
   * Takes back a strike. The strike must equal the one that was made. Repeating it does nothing.
   *
   * @param strike the strike
   */
  public void restore(Strike strike) {
    throw new UnsupportedOperationException();
  }

  /**
   * Returns the strikes in force.
   *
   * @return the strikes, unmodifiable
   */
  public Set<Strike> strikes() {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads what is on the docket.
   *
   * @return the pending and running executions and the live workers
   */
  public DocketSnapshot snapshot() {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads the live workers.
   *
   * @return the workers, by name
   */
  public List<WorkerInfo> workers() {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads the live workers that can run a task.
   *
   * @param taskName the name of the task
   * @return the workers, by name
   */
  public List<WorkerInfo> workersFor(String taskName) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads the slots of all concurrency limits that are in use.
   *
   * @return the sets with holders or waiters
   */
  public List<ConcurrencySet> concurrencySets() {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads the failed executions.
   *
   * @param limit how many at most
   * @return the records, newest first
   */
  public List<ExecutionRecord> failed(int limit) {
    throw new UnsupportedOperationException();
  }

  /**
   * Runs a failed execution again, at once, from attempt 1.
   *
   * @param key the key of the execution
   * @return false when there is no failed execution under the key
   */
  public boolean requeue(String key) {
    throw new UnsupportedOperationException();
  }

  /**
   * Removes all pending executions. What runs goes on; strikes and finished records stay.
   *
   * @return how many were removed
   */
  public long clear() {
    throw new UnsupportedOperationException();
  }

  /** Frees the connections. What is on the docket stays. Closing again does nothing. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
