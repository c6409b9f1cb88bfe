package dev.docket;

import dev.docket.internal.codec.Json;
import dev.docket.internal.codec.JsonValues;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a task as a docket carries them: JSON values by parameter name. Integral numbers
 * are {@code Integer}, {@code Long} or {@code BigInteger}, others {@code Double} or {@code
 * BigDecimal}; instants, UUIDs and enums are text; nested records are maps.
 */
public final class TaskArguments {

  private TaskArguments() {}

  /**
   * Returns what is stored when a task is added.
   *
   * @param task a {@link Task} or {@link ResultTask}
   * @return its arguments by parameter name, in order
   * @throws InvalidTaskException when JSON cannot carry them
   */
  public static Map<String, Object> of(Object task) {
    return Json.readMap(Json.write(task));
  }

  /**
   * Returns the record that a handler is given for arguments, as a worker reads them.
   *
   * @param type the record of the task
   * @param arguments JSON values by parameter name
   * @param <T> the record
   * @return the record
   * @throws DocketException when they are not the arguments of such a record
   */
  public static <T> T read(Class<T> type, Map<String, ?> arguments) {
    Object read = Json.read(Json.write(arguments), type);
    return type.cast(Objects.requireNonNull(read, "the arguments are null"));
  }

  /**
   * Returns the record that a handler is given when a task is added.
   *
   * @param task a {@link Task} or {@link ResultTask}
   * @param <T> the record
   * @return another record, made from what is stored
   * @throws InvalidTaskException when JSON cannot carry its arguments
   * @throws DocketException when what is stored cannot be read
   */
  public static <T> T roundTrip(T task) {
    Object read = Json.read(Json.write(task), task.getClass());
    @SuppressWarnings("unchecked") // of its own class
    T arrived = (T) Objects.requireNonNull(read, "the arguments are null");
    return arrived;
  }

  /**
   * Tells whether two values are the same JSON value, as strikes compare them: numbers numerically,
   * objects without regard to the order of their fields.
   *
   * @param left any value that JSON carries
   * @param right any value that JSON carries
   * @return whether they are the same
   */
  public static boolean same(@Nullable Object left, @Nullable Object right) {
    return JsonValues.same(JsonValues.normalize(left), JsonValues.normalize(right));
  }
}
