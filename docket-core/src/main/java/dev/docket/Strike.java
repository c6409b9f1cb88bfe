package dev.docket;

import dev.docket.internal.codec.Json;
import dev.docket.internal.codec.JsonValues;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Switches off executions: all of one task, those of one task with certain arguments, or those of
 * any task with certain arguments. The comparison is by JSON value: numbers numerically, strings
 * and instants by order, booleans and null only for equality. What cannot be compared is not
 * struck.
 *
 * <p>The value is kept as the JSON value that it stands for, so a strike equals the one that is
 * read back from Redis, and 1, 1L and 1.0 are the same.
 *
 * @param taskName the name of the task; null for every task that has the parameter
 * @param parameter the name of the parameter; null for every execution of the task
 * @param operator how the argument is compared with the value
 * @param value what the argument is compared with; may be null for {@code ==} and {@code !=}
 */
public record Strike(
    @Nullable String taskName,
    @Nullable String parameter,
    @Nullable Operator operator,
    @Nullable Object value) {

  /**
   * Checks that the parts belong together.
   *
   * @throws IllegalArgumentException when there is neither task nor parameter, a parameter without
   *     operator or the other way round, a value without parameter, or a {@code BETWEEN} without a
   *     list of two
   * @throws InvalidTaskException when JSON cannot carry the value
   */
  public Strike {
    if (taskName == null && parameter == null) {
      throw new IllegalArgumentException("A strike needs a task, a parameter or both");
    }
    if ((taskName != null && taskName.isEmpty()) || (parameter != null && parameter.isEmpty())) {
      throw new IllegalArgumentException("The names in a strike must not be empty");
    }
    if ((parameter == null) != (operator == null)) {
      throw new IllegalArgumentException(
          "A strike has a parameter and an operator, or neither: " + parameter + ", " + operator);
    }
    if (parameter == null && value != null) {
      throw new IllegalArgumentException("A strike on a whole task has no value: " + value);
    }
    value = JsonValues.normalize(value);
    if (operator == Operator.BETWEEN && !(value instanceof List<?> range && range.size() == 2)) {
      throw new IllegalArgumentException(
          "BETWEEN needs a list of two values, lowest first, not " + Json.write(value));
    }
  }

  /**
   * Strikes every execution of a task.
   *
   * @param type the record of the task
   * @return the strike
   * @throws InvalidTaskException when the type is not a task
   */
  public static Strike task(Class<?> type) {
    return task(TaskDefinition.of(type).name());
  }

  /**
   * Strikes every execution of a task.
   *
   * @param taskName the name of the task
   * @return the strike
   */
  public static Strike task(String taskName) {
    return new Strike(Objects.requireNonNull(taskName, "taskName"), null, null, null);
  }

  /**
   * Strikes executions of any task by an argument.
   *
   * @param parameter the name of the parameter
   * @param operator how the argument is compared with the value
   * @param value what the argument is compared with
   * @return the strike
   */
  public static Strike parameter(String parameter, Operator operator, @Nullable Object value) {
    return new Strike(null, Objects.requireNonNull(parameter, "parameter"), operator, value);
  }

  /**
   * Narrows this strike to executions with a certain argument.
   *
   * @param parameter the name of the parameter
   * @param operator how the argument is compared with the value
   * @param value what the argument is compared with
   * @return a copy with that condition in the place of any other
   */
  public Strike where(String parameter, Operator operator, @Nullable Object value) {
    return new Strike(taskName, Objects.requireNonNull(parameter, "parameter"), operator, value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Strike that
        && Objects.equals(taskName, that.taskName)
        && Objects.equals(parameter, that.parameter)
        && operator == that.operator
        && JsonValues.same(value, that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(taskName, parameter, operator, JsonValues.hash(value));
  }

  /**
   * Returns the strike as an expression, such as {@code ProcessOrder where customerId == 12345}.
   *
   * @return the expression, for people
   */
  @Override
  public String toString() {
    String task = taskName == null ? "any task" : taskName;
    return operator == null
        ? task
        : task + " where " + parameter + " " + operator.symbol() + " " + Json.write(value);
  }

  /** How an argument is compared with the value of a strike. */
  public enum Operator {
    /** Is equal. */
    EQ("=="),
    /** Is not equal. */
    NE("!="),
    /** Is less. */
    LT("<"),
    /** Is less or equal. */
    LE("<="),
    /** Is greater. */
    GT(">"),
    /** Is greater or equal. */
    GE(">="),
    /** Is within two values, both included. */
    BETWEEN("between");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    /**
     * Returns the symbol.
     *
     * @return {@code ==}, {@code !=}, {@code <}, {@code <=}, {@code >}, {@code >=} or {@code
     *     between}
     */
    public String symbol() {
      return symbol;
    }

    /**
     * Finds an operator.
     *
     * @param text its symbol or its name, in any case
     * @return the operator
     * @throws IllegalArgumentException when there is none; the message lists them
     */
    public static Operator parse(String text) {
      String wanted = text.strip();
      for (Operator operator : values()) {
        if (operator.symbol.equalsIgnoreCase(wanted) || operator.name().equalsIgnoreCase(wanted)) {
          return operator;
        }
      }
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "\"%s\" is no operator; use ==, !=, <, <=, >, >= or between", text));
    }
  }
}
