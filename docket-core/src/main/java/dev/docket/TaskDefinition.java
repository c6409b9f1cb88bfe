package dev.docket;

import dev.docket.behavior.Limit;
import dev.docket.behavior.LoggedAs;
import dev.docket.behavior.Recurrence;
import dev.docket.behavior.RetryPolicy;
import dev.docket.internal.task.Invocation;
import dev.docket.internal.task.Refusal;
import dev.docket.internal.task.TaskShape;
import dev.docket.internal.task.TaskTraits;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about a task: its record, its name and how it behaves. It is read from the
 * record's annotations; the methods that return a copy replace what they say, for values that are
 * not constants. Immutable, and safe for use by several threads.
 *
 * <pre>{@code
 * docket.register(
 *     TaskDefinition.of(ProcessOrder.class)
 *         .retry(settings.attempts(), Duration.ofSeconds(5))
 *         .concurrencyLimit("customerId", settings.perCustomer(), "")
 *         .handler(order -> ship(order)));
 * }</pre>
 *
 * @param <T> the record of the task
 */
public final class TaskDefinition<T> {

  private static final ClassValue<TaskDefinition<?>> ANNOTATED =
      new ClassValue<>() {
        @Override
        protected TaskDefinition<?> computeValue(Class<?> type) {
          TaskShape shape = TaskShape.of(type);
          return new TaskDefinition<>(type, shape, TaskTraits.annotated(type, shape), null);
        }
      };

  private final Class<T> type;
  private final TaskShape shape;
  private final TaskTraits traits;
  private final @Nullable Invocation invocation;

  private TaskDefinition(
      Class<T> type, TaskShape shape, TaskTraits traits, @Nullable Invocation invocation) {
    this.type = type;
    this.shape = shape;
    this.traits = traits;
    this.invocation = invocation;
  }

  /**
   * Reads and checks the record of a task and its annotations.
   *
   * @param type a record that implements {@link Task} or {@link ResultTask}
   * @param <T> the record
   * @return the definition; always the same one for a type
   * @throws InvalidTaskException when the type cannot be a task, naming the type and the fix
   */
  @SuppressWarnings("unchecked")
  public static <T> TaskDefinition<T> of(Class<T> type) {
    return (TaskDefinition<T>) ANNOTATED.get(type);
  }

  /**
   * Returns the name under which executions are added.
   *
   * @return the record's simple name unless it was given another
   */
  public String name() {
    return traits.name();
  }

  /**
   * Returns older names, under which executions are run but not added.
   *
   * @return the names, unmodifiable
   */
  public Set<String> aliases() {
    return traits.aliases();
  }

  /**
   * Returns the record.
   *
   * @return the record's class
   */
  public Class<T> type() {
    return type;
  }

  /**
   * Returns the type of the result.
   *
   * @return the type in {@code ResultTask<R>}, which may be generic; {@code void.class} for a
   *     {@link Task}
   */
  public Type resultType() {
    return shape.resultType();
  }

  /**
   * Returns the names of the parameters.
   *
   * @return the record's components in order, unmodifiable
   */
  public List<String> parameters() {
    return shape.parameters();
  }

  /**
   * Returns how often the task is tried.
   *
   * @return the policy; one attempt unless said otherwise
   */
  public RetryPolicy retry() {
    return traits.retry();
  }

  /**
   * Returns how long a run may take.
   *
   * @return the time-out, when there is one
   */
  public Optional<Duration> timeout() {
    return Optional.ofNullable(traits.timeout());
  }

  /**
   * Returns when the task runs again by itself.
   *
   * @return the interval or the cron expression, when there is one
   */
  public Optional<Recurrence> recurrence() {
    return Optional.ofNullable(traits.recurrence());
  }

  /**
   * Returns the gates that an execution must pass.
   *
   * @return those on components in their order, then those on the task; unmodifiable
   */
  public List<Limit> limits() {
    return traits.limits();
  }

  /**
   * Returns the parameters whose arguments are shown.
   *
   * @return how each is shown, by name; unmodifiable
   */
  public Map<String, LoggedAs> logged() {
    return traits.logged();
  }

  /**
   * Returns a copy with another name. The aliases stay.
   *
   * @param name the name, not empty
   * @return the copy
   * @throws InvalidTaskException when the name is empty
   */
  public TaskDefinition<T> name(String name) {
    return with("name", () -> traits.withNames(name, traits.aliases()));
  }

  /**
   * Returns a copy with other aliases.
   *
   * @param names older names of the task
   * @return the copy
   * @throws InvalidTaskException when one is empty
   */
  public TaskDefinition<T> aliases(Set<String> names) {
    return with("aliases", () -> traits.withNames(traits.name(), names));
  }

  /**
   * Returns a copy that is retried after a fixed delay.
   *
   * @param attempts how often it is tried in all, at least 1
   * @param delay the time from a failure to the next attempt
   * @return the copy
   * @throws InvalidTaskException when a number is out of its range
   */
  public TaskDefinition<T> retry(int attempts, Duration delay) {
    return with("retry", () -> traits.withRetry(RetryPolicy.fixed(attempts, delay)));
  }

  /**
   * Returns a copy that is retried as a policy says.
   *
   * @param policy the policy
   * @return the copy
   */
  public TaskDefinition<T> retry(RetryPolicy policy) {
    return with("retry", () -> traits.withRetry(policy));
  }

  /**
   * Returns a copy that is retried after delays that double.
   *
   * @param attempts how often it is tried in all, at least 1
   * @param minimumDelay the delay before the second attempt
   * @param maximumDelay the longest delay
   * @param jitter the share by which each delay is varied at random, from 0 to 1
   * @return the copy
   * @throws InvalidTaskException when a number is out of its range
   */
  public TaskDefinition<T> exponentialRetry(
      int attempts, Duration minimumDelay, Duration maximumDelay, double jitter) {
    return with(
        "exponentialRetry",
        () ->
            traits.withRetry(
                new RetryPolicy(attempts, minimumDelay, maximumDelay, jitter, List.of())));
  }

  /**
   * Returns a copy whose runs may take so long.
   *
   * @param timeout a positive duration
   * @return the copy
   * @throws InvalidTaskException when it is not positive
   */
  public TaskDefinition<T> timeout(Duration timeout) {
    return with("timeout", () -> traits.withTimeout(timeout));
  }

  /**
   * Returns a copy that runs again and again.
   *
   * @param every the time from one start to the next
   * @param automatic whether workers put it on the docket by themselves
   * @return the copy
   * @throws InvalidTaskException when the interval is negative, or an automatic task has components
   */
  public TaskDefinition<T> perpetual(Duration every, boolean automatic) {
    return with("perpetual", () -> recurring(new Recurrence.Interval(every, automatic)));
  }

  /**
   * Returns a copy that runs at the times of a cron expression.
   *
   * @param expression as for {@link dev.docket.behavior.Cron}
   * @param zone the time zone in which it is read
   * @param automatic whether workers put it on the docket by themselves
   * @return the copy
   * @throws InvalidTaskException when the expression is malformed, or an automatic task has
   *     components
   */
  public TaskDefinition<T> cron(String expression, ZoneId zone, boolean automatic) {
    return with("cron", () -> recurring(new Recurrence.Cron(expression, zone, automatic)));
  }

  /**
   * Returns a copy of which so many run at once.
   *
   * @param parameter the limited component; null for the task as a whole
   * @param max how many, at least 1
   * @param scope the scope; empty for none
   * @return the copy; it replaces a concurrency limit on the same parameter
   * @throws InvalidTaskException when there is no such component or the number is below 1
   */
  public TaskDefinition<T> concurrencyLimit(@Nullable String parameter, int max, String scope) {
    return limited("concurrencyLimit", () -> new Limit.Concurrency(parameter, max, scope));
  }

  /**
   * Returns a copy of which so many start within a sliding window.
   *
   * @param parameter the limited component; null for the task as a whole
   * @param max how many, at least 1
   * @param per the length of the window
   * @param drop whether what is over the limit is cancelled rather than put off
   * @param scope the scope; empty for none
   * @return the copy; it replaces a rate limit on the same parameter
   * @throws InvalidTaskException when there is no such component or a number is out of its range
   */
  public TaskDefinition<T> rateLimit(
      @Nullable String parameter, int max, Duration per, boolean drop, String scope) {
    return limited("rateLimit", () -> new Limit.Rate(parameter, max, per, drop, scope));
  }

  /**
   * Returns a copy of which one starts, and then none for a while.
   *
   * @param parameter the limited component; null for the task as a whole
   * @param window how long what follows is cancelled
   * @param scope the scope; empty for none
   * @return the copy; it replaces a cooldown on the same parameter
   * @throws InvalidTaskException when there is no such component or the window is not positive
   */
  public TaskDefinition<T> cooldown(@Nullable String parameter, Duration window, String scope) {
    return limited("cooldown", () -> new Limit.Cooldown(parameter, window, scope));
  }

  /**
   * Returns a copy that runs once after a quiet period.
   *
   * @param parameter the limited component; null for the task as a whole
   * @param quiet how long nothing may be added
   * @param scope the scope; empty for none
   * @return the copy; it replaces a debounce on the same parameter
   * @throws InvalidTaskException when there is no such component, the period is not positive, or
   *     another debounce is there
   */
  public TaskDefinition<T> debounce(@Nullable String parameter, Duration quiet, String scope) {
    return limited("debounce", () -> new Limit.Debounce(parameter, quiet, scope));
  }

  /**
   * Returns a copy that shows an argument in logs and on the dashboard.
   *
   * @param parameter the component
   * @param as how it is shown
   * @return the copy
   * @throws InvalidTaskException when there is no such component
   */
  public TaskDefinition<T> logged(String parameter, LoggedAs as) {
    return with("logged", () -> traits.withLogged(shape.checkedParameter(parameter), as));
  }

  /**
   * Returns a copy with the handler that {@link Docket#register(TaskDefinition)} registers.
   *
   * @param handler runs the task
   * @return the copy
   * @throws InvalidTaskException when the task has a result
   */
  public TaskDefinition<T> handler(TaskHandler<? super T> handler) {
    return withoutResult(Invocation.ofHandler(handler));
  }

  /**
   * Returns a copy with the handler that {@link Docket#register(TaskDefinition)} registers.
   *
   * @param handler runs the task
   * @return the copy
   * @throws InvalidTaskException when the task has a result
   */
  public TaskDefinition<T> handler(ContextualTaskHandler<? super T> handler) {
    return withoutResult(Invocation.ofHandler(handler));
  }

  /**
   * Returns a copy with the function that {@link Docket#register(TaskDefinition)} registers. Unlike
   * with {@link Docket#register(Class, TaskFunction)} the compiler does not check what it returns.
   *
   * @param function runs the task and returns its result
   * @return the copy
   */
  public TaskDefinition<T> function(TaskFunction<? super T, ? extends @Nullable Object> function) {
    return new TaskDefinition<>(type, shape, traits, Invocation.ofFunction(function));
  }

  /**
   * Returns a copy with the function that {@link Docket#register(TaskDefinition)} registers. Unlike
   * with {@link Docket#register(Class, ContextualTaskFunction)} the compiler does not check what it
   * returns.
   *
   * @param function runs the task and returns its result
   * @return the copy
   */
  public TaskDefinition<T> function(
      ContextualTaskFunction<? super T, ? extends @Nullable Object> function) {
    return new TaskDefinition<>(type, shape, traits, Invocation.ofFunction(function));
  }

  /** Returns the handler that was given; null when there is none. */
  @Nullable Invocation invocation() {
    return invocation;
  }

  @Override
  public String toString() {
    return "TaskDefinition[" + name() + ", " + type.getName() + "]";
  }

  private TaskDefinition<T> withoutResult(Invocation handler) {
    if (shape.resultType() != void.class) {
      throw Refusal.of(type, "the task has a result; give it with function(…), not handler(…)");
    }
    return new TaskDefinition<>(type, shape, traits, handler);
  }

  private TaskTraits recurring(Recurrence recurrence) {
    return traits.withRecurrence(shape.checkedRecurrence(recurrence));
  }

  private TaskDefinition<T> limited(String subject, Supplier<Limit> limit) {
    return with(subject, () -> traits.withLimit(shape.checkedLimit(limit.get())));
  }

  private TaskDefinition<T> with(String subject, Supplier<TaskTraits> change) {
    return new TaskDefinition<>(type, shape, Refusal.guard(type, subject, change), invocation);
  }
}
