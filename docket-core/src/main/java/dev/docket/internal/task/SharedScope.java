package dev.docket.internal.task;

import java.util.function.Supplier;

/** The objects that all executions of one worker share. The worker closes it after its last run. */
public final class SharedScope implements AutoCloseable {

  private final ProvidedObjects objects = new ProvidedObjects();

  SharedScope() {}

  <T> T get(Class<T> type, Supplier<?> make) {
    return objects.get(type, make);
  }

  /** Closes what was made, the last first. Trouble is logged. Closing again does nothing. */
  @Override
  public void close() {
    objects.close();
  }
}
