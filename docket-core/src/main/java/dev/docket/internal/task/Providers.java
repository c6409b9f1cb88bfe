package dev.docket.internal.task;

import dev.docket.TaskContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was registered with provide and provideShared on one docket. A later registration of a type
 * takes the place of an earlier one. Safe for use by several threads.
 */
public final class Providers {

  private final Map<Class<?>, Provider> byType = new ConcurrentHashMap<>();

  /** How an object is made. */
  sealed interface Provider {
    record PerExecution(Function<? super TaskContext, ?> make) implements Provider {}

    record PerWorker(Supplier<?> make) implements Provider {}
  }

  public <T> void provide(Class<T> type, Function<? super TaskContext, ? extends T> provider) {
    put(type, new Provider.PerExecution(provider));
  }

  public <T> void provideShared(Class<T> type, Supplier<? extends T> provider) {
    put(type, new Provider.PerWorker(provider));
  }

  /** Tells whether handlers can ask for the type, built-in types included. */
  public boolean knows(Class<?> type) {
    return ContextTypes.lookUp(type) != null || byType.containsKey(type);
  }

  /** Starts the shared objects of one worker; to be closed when it has stopped. */
  public SharedScope newSharedScope() {
    return new SharedScope();
  }

  /** Starts the objects of one execution; to be closed after it. */
  public Scope newScope(TaskContext context, SharedScope shared) {
    return new Scope(this, context, shared);
  }

  @Nullable Provider find(Class<?> type) {
    return byType.get(type);
  }

  private void put(Class<?> type, Provider provider) {
    if (ContextTypes.lookUp(type) != null) {
      throw new IllegalArgumentException(
          type.getName() + " is always provided; provide a type of your own");
    }
    byType.put(type, provider);
  }
}
