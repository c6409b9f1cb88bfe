package dev.docket.internal.task;

import dev.docket.InvalidTaskException;
import java.util.function.Supplier;

/** Words why a type cannot be a task. */
public final class Refusal {

  private Refusal() {}

  /** Returns the exception that names the type, what is wrong with it and how to mend it. */
  public static InvalidTaskException of(Class<?> type, String problem) {
    return new InvalidTaskException(type.getName() + ": " + problem);
  }

  /** Computes a value; what it says about a bad setting is told with the type and the setting. */
  public static <V> V guard(Class<?> type, String subject, Supplier<V> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidTaskException(type.getName() + ": " + subject + ": " + e.getMessage(), e);
    }
  }
}
