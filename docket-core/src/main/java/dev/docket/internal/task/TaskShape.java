package dev.docket.internal.task;

import dev.docket.ResultTask;
import dev.docket.Task;
import dev.docket.behavior.Limit;
import dev.docket.behavior.Recurrence;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;

/** What the declaration of a task's record says: its parameters and the type of its result. */
public record TaskShape(Type resultType, List<String> parameters) {

  public TaskShape {
    parameters = List.copyOf(parameters);
  }

  /** Reads a record. Throws InvalidTaskException when it cannot be a task. */
  public static TaskShape of(Class<?> type) {
    if (!type.isRecord()) {
      throw Refusal.of(
          type, "a task is a record that implements Task or ResultTask<R>; make it a record");
    }
    boolean plain = Task.class.isAssignableFrom(type);
    boolean withResult = ResultTask.class.isAssignableFrom(type);
    if (plain == withResult) {
      throw Refusal.of(
          type,
          plain
              ? "it implements both Task and ResultTask; keep one"
              : "it implements neither Task nor ResultTask<R>; add one");
    }
    for (RecordComponent component : type.getRecordComponents()) {
      CarriableTypes.check(type, component.getName(), component.getGenericType());
    }
    Type resultType = plain ? void.class : ResultTypes.of(type);
    CarriableTypes.check(type, "its result", resultType);
    return new TaskShape(
        resultType,
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList());
  }

  /** Returns the name when the record has such a component; IllegalArgumentException if not. */
  public String checkedParameter(String parameter) {
    if (!parameters.contains(parameter)) {
      throw new IllegalArgumentException(
          "there is no component " + parameter + "; it has " + parameters);
    }
    return parameter;
  }

  public Limit checkedLimit(Limit limit) {
    String parameter = limit.parameter();
    if (parameter != null) {
      checkedParameter(parameter);
    }
    return limit;
  }

  /** An automatic task has nobody who could give it arguments. */
  public Recurrence checkedRecurrence(Recurrence recurrence) {
    if (recurrence.automatic() && !parameters.isEmpty()) {
      throw new IllegalArgumentException(
          "an automatic task has no arguments, but this one has the components "
              + parameters
              + "; remove them, or write automatic = false and add it yourself");
    }
    return recurrence;
  }
}
