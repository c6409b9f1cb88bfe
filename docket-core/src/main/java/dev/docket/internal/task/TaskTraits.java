package dev.docket.internal.task;

import dev.docket.behavior.Limit;
import dev.docket.behavior.LoggedAs;
import dev.docket.behavior.Recurrence;
import dev.docket.behavior.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The name and behaviours of a task. Bad values are refused with IllegalArgumentException. */
public record TaskTraits(
    String name,
    Set<String> aliases,
    RetryPolicy retry,
    @Nullable Duration timeout,
    @Nullable Recurrence recurrence,
    List<Limit> limits,
    Map<String, LoggedAs> logged) {

  public TaskTraits {
    if (name.isBlank() || aliases.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("a name is empty; write one that is stable and unique");
    }
    if (timeout != null && !timeout.isPositive()) {
      throw new IllegalArgumentException("it is " + timeout + "; write at least 1ms");
    }
    if (limits.stream().filter(Limit.Debounce.class::isInstance).count() > 1) {
      throw new IllegalArgumentException("there are two debounces; keep one");
    }
    aliases = Collections.unmodifiableSet(new LinkedHashSet<>(aliases));
    limits = List.copyOf(limits);
    logged = Collections.unmodifiableMap(new LinkedHashMap<>(logged));
  }

  /** Reads the annotations of a record. Throws InvalidTaskException when they conflict. */
  public static TaskTraits annotated(Class<?> type, TaskShape shape) {
    return new AnnotationReader(type, shape).read();
  }

  public TaskTraits withNames(String newName, Set<String> newAliases) {
    return new TaskTraits(newName, newAliases, retry, timeout, recurrence, limits, logged);
  }

  public TaskTraits withRetry(RetryPolicy policy) {
    return new TaskTraits(name, aliases, policy, timeout, recurrence, limits, logged);
  }

  public TaskTraits withTimeout(Duration newTimeout) {
    return new TaskTraits(name, aliases, retry, newTimeout, recurrence, limits, logged);
  }

  public TaskTraits withRecurrence(Recurrence newRecurrence) {
    return new TaskTraits(name, aliases, retry, timeout, newRecurrence, limits, logged);
  }

  /** Adds a limit in the place of one of the same kind on the same parameter. */
  public TaskTraits withLimit(Limit limit) {
    List<Limit> changed = new ArrayList<>(limits);
    changed.removeIf(
        other ->
            other.getClass() == limit.getClass()
                && Objects.equals(other.parameter(), limit.parameter()));
    changed.add(limit);
    return new TaskTraits(name, aliases, retry, timeout, recurrence, changed, logged);
  }

  public TaskTraits withLogged(String parameter, LoggedAs as) {
    Map<String, LoggedAs> changed = new LinkedHashMap<>(logged);
    changed.put(parameter, as);
    return new TaskTraits(name, aliases, retry, timeout, recurrence, limits, changed);
  }
}
