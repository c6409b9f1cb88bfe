package dev.docket.internal.task;

import dev.docket.TaskContext;
import java.util.function.Function;

/**
 * The objects provided to one execution. The handler and threads that it starts may ask it; the run
 * closes it.
 */
public final class Scope implements AutoCloseable {

  private final Providers providers;
  private final TaskContext context;
  private final SharedScope shared;
  private final ProvidedObjects own = new ProvidedObjects();

  Scope(Providers providers, TaskContext context, SharedScope shared) {
    this.providers = providers;
    this.context = context;
    this.shared = shared;
  }

  /**
   * Returns the object of a type, the same one for the whole execution. Throws
   * IllegalArgumentException when nothing provides it, and whatever its provider throws.
   */
  public <T> T get(Class<T> type) {
    Function<TaskContext, Object> builtIn = ContextTypes.lookUp(type);
    if (builtIn != null) {
      return type.cast(builtIn.apply(context));
    }
    return switch (providers.find(type)) {
      case Providers.Provider.PerExecution provider ->
          own.get(type, () -> provider.make().apply(context));
      case Providers.Provider.PerWorker provider -> shared.get(type, provider.make());
      case null ->
          throw new IllegalArgumentException(
              "Nothing provides %s; call docket.provide(%s.class, …) before the worker starts"
                  .formatted(type.getName(), type.getSimpleName()));
    };
  }

  /** Closes what was made, the last first. Trouble is logged. Closing again does nothing. */
  @Override
  public void close() {
    own.close();
  }
}
