package dev.docket;

import dev.docket.internal.redis.DocketTime;
import dev.docket.internal.redis.Keys;
import dev.docket.internal.redis.Retention;
import dev.docket.internal.redis.SlotStore;
import dev.docket.internal.redis.StoredRecord;
import dev.docket.internal.task.HandlesScanner;
import dev.docket.internal.task.Invocation;
import dev.docket.internal.task.RegisteredTask;
import dev.docket.internal.worker.Core;
import dev.docket.internal.worker.Listeners;
import dev.docket.operations.Place;
import dev.docket.tasks.Fail;
import dev.docket.tasks.Sleep;
import dev.docket.tasks.Trace;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
public final class Docket implements AutoCloseable {

  private final Core core;
  private final Placing placing;
  private final Operations operations;

  private Docket(Core core, List<Consumer<? super Placement>> checks) {
    this.core = core;
    this.placing = new Placing(core, checks);
    this.operations = new Operations(core);
    register(Trace.class, Trace::run);
    register(Fail.class, Fail::run);
    register(Sleep.class, Sleep::run);
  }

  /** What its workers share with it. */
  Core core() {
    return core;
  }

  /**
   * Connects to the docket named {@code docket}.
   *
   * @param url as for {@link Builder#url}
   * @return the docket, to be closed by the caller
   * @throws DocketConnectionException when the URL cannot be parsed, or Redis cannot be reached or
   *     is older than 6.2
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
   * @throws DocketException when the name is empty or has braces
   * @throws DocketConnectionException when the URL cannot be parsed, or Redis cannot be reached or
   *     is older than 6.2
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

    private String name = "docket";
    private String url = "redis://localhost:6379/0";
    private Duration executionTtl = Duration.ofMinutes(15);
    private Duration failedRetention = Duration.ofDays(7);
    private Duration heartbeatInterval = Duration.ofSeconds(2);
    private int missedHeartbeats = 5;
    private @Nullable DocketClock clock;
    private @Nullable OpenTelemetry openTelemetry;
    private final List<DocketListener> listeners = new ArrayList<>();
    private final List<RunInterceptor> interceptors = new ArrayList<>();
    private final List<Consumer<? super Placement>> checks = new ArrayList<>();
    private @Nullable WorkerWatch watch;

    private Builder() {}

    /**
     * Sets the name.
     *
     * @param name any text that is not empty and has no braces; {@code docket} by default
     * @return this builder
     * @throws DocketException when it is empty or has braces
     */
    public Builder name(String name) {
      this.name = new Keys(name).docket();
      return this;
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
      this.url = url;
      return this;
    }

    /**
     * Sets how long finished executions and their results are kept.
     *
     * @param ttl 15 minutes by default; zero keeps none
     * @return this builder
     * @throws IllegalArgumentException when it is negative
     */
    public Builder executionTtl(Duration ttl) {
      this.executionTtl = Settings.notNegative("executionTtl", ttl);
      return this;
    }

    /**
     * Sets how long failed executions are kept and can be requeued.
     *
     * @param retention 7 days by default
     * @return this builder
     * @throws IllegalArgumentException when it is negative
     */
    public Builder failedRetention(Duration retention) {
      this.failedRetention = Settings.notNegative("failedRetention", retention);
      return this;
    }

    /**
     * Sets how often a worker says that it lives.
     *
     * @param interval 2 seconds by default
     * @return this builder
     * @throws IllegalArgumentException when it is not positive
     */
    public Builder heartbeatInterval(Duration interval) {
      this.heartbeatInterval = Settings.positive("heartbeatInterval", interval);
      return this;
    }

    /**
     * Sets after how many missing heartbeats a worker is taken for dead.
     *
     * @param count 5 by default
     * @return this builder
     * @throws IllegalArgumentException when it is below 1
     */
    public Builder missedHeartbeats(int count) {
      this.missedHeartbeats = Settings.atLeastOne("missedHeartbeats", count);
      return this;
    }

    /**
     * Sets what "now" is for schedules, retries and windows.
     *
     * @param clock the clock; the time of the Redis server by default
     * @return this builder
     */
    public Builder clock(DocketClock clock) {
      this.clock = clock;
      return this;
    }

    /**
     * Sets where metrics and spans go.
     *
     * @param openTelemetry by default {@code GlobalOpenTelemetry}, as far as it is set when the
     *     docket is built
     * @return this builder
     */
    public Builder openTelemetry(OpenTelemetry openTelemetry) {
      this.openTelemetry = openTelemetry;
      return this;
    }

    /**
     * Adds a listener to what this process does on the docket.
     *
     * @param listener the listener; may be called repeatedly for several
     * @return this builder
     */
    public Builder listener(DocketListener listener) {
      this.listeners.add(listener);
      return this;
    }

    /**
     * Adds an interceptor that runs around every handler call of this docket's workers.
     *
     * @param interceptor the interceptor; the first one added is the outermost
     * @return this builder
     */
    public Builder interceptor(RunInterceptor interceptor) {
      this.interceptors.add(interceptor);
      return this;
    }

    /**
     * Adds a check of what is added or replaced by its record, before it goes to Redis. What it
     * throws is thrown to the caller, and then nothing is added.
     *
     * @param check looks at each task and its schedule, on the thread that adds
     * @return this builder
     */
    public Builder beforeAdd(Consumer<? super Placement> check) {
      this.checks.add(check);
      return this;
    }

    /**
     * Sets what looks on while a thread waits for a worker of this docket.
     *
     * @param watch may end a wait that gets nowhere; nothing looks on by default
     * @return this builder
     */
    public Builder watch(WorkerWatch watch) {
      this.watch = watch;
      return this;
    }

    /**
     * Connects.
     *
     * @return the docket, to be closed by the caller
     * @throws DocketConnectionException when the URL cannot be parsed, or Redis cannot be reached
     *     or is older than 6.2
     */
    public Docket build() {
      return new Docket(
          Connector.connect(
              url,
              new Keys(name),
              new DocketTime(clock),
              new Retention(executionTtl, failedRetention),
              heartbeatInterval,
              missedHeartbeats,
              openTelemetry,
              new Listeners(listeners),
              List.copyOf(interceptors),
              watch),
          List.copyOf(checks));
    }
  }

  /**
   * Returns the name.
   *
   * @return the name of the docket
   */
  public String name() {
    return core.keys().docket();
  }

  /**
   * Returns the version of the Redis server that answered when this docket connected.
   *
   * @return such as {@code 7.0.15}, or {@code valkey 8.0.1}
   */
  public String redisVersion() {
    return core.link().version();
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
    core.registry().register(type, Invocation.ofHandler(handler));
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
    core.registry().register(type, Invocation.ofHandler(handler));
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
    core.registry().register(type, Invocation.ofFunction(function));
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
    core.registry().register(type, Invocation.ofFunction(function));
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
    for (RegisteredTask task : HandlesScanner.scan(handlers, core.providers(), core.registry())) {
      core.registry().register(task.definition(), task.invocation());
    }
  }

  /**
   * Registers a task by its definition, with its handler when it has one. Without a handler, this
   * process adds the task as defined but does not run it.
   *
   * @param definition the definition
   * @throws InvalidTaskException when another task has its name
   */
  public void register(TaskDefinition<?> definition) {
    Invocation invocation = definition.invocation();
    if (invocation == null) {
      core.registry().define(definition);
    } else {
      core.registry().register(definition, invocation);
    }
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
    core.providers().provide(type, provider);
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
    core.providers().provideShared(type, provider);
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
    return placing.add(task, schedule);
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
    return placing.add(task, schedule);
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
    return placing.addByName(taskName, arguments, schedule);
  }

  /**
   * Adds many executions in few round trips. All are checked before any is added; if Redis fails
   * half-way some may have been added.
   *
   * @param placements the tasks and their schedules
   * @return the executions, in the same order
   * @throws InvalidTaskException when one of the tasks cannot be added; then none is
   * @throws DocketException when somebody else has stored something under one of their keys in
   *     Redis; the others are added
   */
  public List<Execution<?>> addAll(Collection<Placement> placements) {
    return placing.addAll(placements);
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
    return placing.replace(task, schedule);
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
    return placing.replace(task, schedule);
  }

  /**
   * Cancels an execution. A pending one is removed; the thread of a running one is interrupted.
   * Repeating it does nothing. A handler may cancel what it runs itself: it is told true, and its
   * thread is interrupted then.
   *
   * @param key the key of the execution
   * @return true when it was pending or running
   */
  public boolean cancel(String key) {
    return Placing.cancel(core, key);
  }

  /**
   * Reads the record of an execution.
   *
   * @param key the key of the execution
   * @return the record; empty when there is none or it has expired
   */
  public Optional<ExecutionRecord> execution(String key) {
    return core.records().read(key).map(StoredRecord::toExecutionRecord);
  }

  /**
   * Calls a listener with the current state of an execution first, then with each change of its
   * state and progress as it happens, whoever added it. The listener is called by one thread at a
   * time, in order; it must not block for long. Without a record under the key nothing is told
   * before one is added.
   *
   * @param key the key of the execution
   * @param listener receives the events
   * @return ends the subscription when closed; closing twice does nothing
   */
  public AutoCloseable subscribe(String key, Consumer<? super ExecutionEvent> listener) {
    return EventFeed.open(core, key, listener);
  }

  /**
   * Switches off executions, on every producer and worker of the docket, within a second. Repeating
   * it does nothing.
   *
   * @param strike which executions
   */
  public void strike(Strike strike) {
    core.strikes().strike(strike, Map.of());
  }

  /**
   * Takes back a strike. The strike must equal the one that was made. Repeating it does nothing.
   *
   * @param strike the strike
   */
  public void restore(Strike strike) {
    core.strikes().restore(strike);
  }

  /**
   * Returns the strikes in force.
   *
   * @return the strikes, unmodifiable
   */
  public Set<Strike> strikes() {
    core.strikes().load();
    return core.strikes().list().all();
  }

  /**
   * Reads what is on the docket.
   *
   * @return the pending and running executions and the live workers
   */
  public DocketSnapshot snapshot() {
    return Snapshots.of(core);
  }

  /**
   * Reads the live workers.
   *
   * @return the workers, by name
   */
  public List<WorkerInfo> workers() {
    return core.workers().workers();
  }

  /**
   * Reads the live workers that can run a task.
   *
   * @param taskName the name of the task
   * @return the workers, by name
   */
  public List<WorkerInfo> workersFor(String taskName) {
    return workers().stream().filter(worker -> worker.tasks().contains(taskName)).toList();
  }

  /**
   * Reads the slots of all concurrency limits that are in use.
   *
   * @return the sets with holders or waiters
   */
  public List<ConcurrencySet> concurrencySets() {
    return new SlotStore(core.link(), core.keys()).sets();
  }

  /**
   * Reads the failed executions.
   *
   * @param limit how many at most
   * @return the records, newest first
   */
  public List<ExecutionRecord> failed(int limit) {
    return core.records().first(Place.FAILED, limit).stream()
        .filter(record -> record.state() == ExecutionState.FAILED)
        .map(StoredRecord::toExecutionRecord)
        .toList();
  }

  /**
   * Runs a failed execution again, at once, from attempt 1.
   *
   * @param key the key of the execution
   * @return false when there is no failed execution under the key
   */
  public boolean requeue(String key) {
    return core.telemetry()
        .tracing()
        .within("requeue", Map.of("key", key), () -> core.schedule().requeue(key, ""));
  }

  /**
   * Removes all pending executions. What runs goes on; strikes and finished records stay.
   *
   * @return how many were removed
   */
  public long clear() {
    return placing.clear();
  }

  /**
   * Returns what operators and dashboards need beyond this.
   *
   * @return the operations on this docket; always the same object
   */
  public Operations operations() {
    return operations;
  }

  /**
   * Stops the workers that run on this object, as {@link Worker#stop} does, and frees the
   * connections. What is on the docket stays. Returns when all that is done; when the calling
   * thread is interrupted, or when a handler or a listener of one of these workers calls it, it
   * returns at once, and the last worker to end frees the connections. Closing again does nothing
   * but wait for that.
   */
  @Override
  public void close() {
    core.close();
  }
}
