package dev.docket.internal.task;

import dev.docket.InvalidTaskException;
import dev.docket.TaskDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one docket in this process. Safe for use by several threads; look-ups take no lock.
 */
public final class TaskRegistry {

  private final ReentrantLock writing = new ReentrantLock();

  /** Replaced as a whole, under the lock. */
  private volatile Known known = new Known(Map.of(), Map.of(), Map.of(), List.of());

  private record Known(
      Map<Class<?>, TaskDefinition<?>> definitions,
      Map<String, TaskDefinition<?>> owners,
      Map<String, RegisteredTask> runnable,
      List<RegisteredTask> all) {}

  /**
   * Registers a task with its handler, in the place of an earlier one of the same record. Throws
   * InvalidTaskException when another record has its name or one of its aliases.
   */
  public void register(TaskDefinition<?> definition, Invocation invocation) {
    put(definition, new RegisteredTask(definition, invocation));
  }

  /** Registers the handler of a record, with the definition that was given for it, if any. */
  public void register(Class<?> type, Invocation invocation) {
    register(definitionOf(type), invocation);
  }

  /** Registers how a task behaves in a process that adds it. A handler that it has stays. */
  public void define(TaskDefinition<?> definition) {
    put(definition, null);
  }

  /** Finds what runs a task, by its name or an alias. */
  public Optional<RegisteredTask> find(String nameOrAlias) {
    return Optional.ofNullable(known.runnable().get(nameOrAlias));
  }

  /** Finds what is known about a task, by its name or an alias, with or without a handler. */
  public Optional<TaskDefinition<?>> definitionOf(String nameOrAlias) {
    return Optional.ofNullable(known.owners().get(nameOrAlias));
  }

  /** Returns the definition registered for a record, else the one that its annotations say. */
  public TaskDefinition<?> definitionOf(Class<?> type) {
    TaskDefinition<?> registered = known.definitions().get(type);
    return registered == null ? TaskDefinition.of(type) : registered;
  }

  /** Returns what is known about tasks, with or without a handler. */
  public List<TaskDefinition<?>> definitions() {
    return List.copyOf(known.definitions().values());
  }

  /** Returns the names and aliases of all tasks that this process can run. */
  public Set<String> names() {
    return new TreeSet<>(known.runnable().keySet());
  }

  /** Returns all tasks that this process can run. */
  public List<RegisteredTask> all() {
    return known.all();
  }

  private void put(TaskDefinition<?> definition, @Nullable RegisteredTask task) {
    writing.lock();
    try {
      Known before = known;
      refuseTakenNames(definition, before);
      RegisteredTask kept = task == null ? existing(definition, before) : task;
      Map<Class<?>, TaskDefinition<?>> definitions = new HashMap<>(before.definitions());
      definitions.put(definition.type(), definition);
      Map<String, TaskDefinition<?>> owners = new HashMap<>(before.owners());
      owners.values().removeIf(other -> other.type() == definition.type());
      Map<String, RegisteredTask> runnable = new HashMap<>(before.runnable());
      runnable.values().removeIf(other -> other.definition().type() == definition.type());
      for (String name : namesOf(definition)) {
        owners.put(name, definition);
        if (kept != null) {
          runnable.put(name, kept);
        }
      }
      known = new Known(definitions, owners, runnable, distinct(runnable));
    } finally {
      writing.unlock();
    }
  }

  private static @Nullable RegisteredTask existing(TaskDefinition<?> definition, Known before) {
    return before.all().stream()
        .filter(other -> other.definition().type() == definition.type())
        .map(other -> new RegisteredTask(definition, other.invocation()))
        .findFirst()
        .orElse(null);
  }

  private static void refuseTakenNames(TaskDefinition<?> definition, Known before) {
    for (String name : namesOf(definition)) {
      TaskDefinition<?> owner = before.owners().get(name);
      if (owner != null && owner.type() != definition.type()) {
        throw new InvalidTaskException(
            "%s: the name %s belongs to %s; give one of them another with @TaskName"
                .formatted(definition.type().getName(), name, owner.type().getName()));
      }
    }
  }

  private static Set<String> namesOf(TaskDefinition<?> definition) {
    Set<String> names = new LinkedHashSet<>(definition.aliases());
    names.add(definition.name());
    return names;
  }

  private static List<RegisteredTask> distinct(Map<String, RegisteredTask> runnable) {
    return List.copyOf(new ArrayList<>(new LinkedHashSet<>(runnable.values())));
  }
}
