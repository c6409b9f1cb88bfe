package dev.docket;

/**
 * A task without a result. A task is a record; its components are the task's named parameters.
 *
 * <pre>{@code
 * record SendWelcomeEmail(long customerId, String name) implements Task {}
 * }</pre>
 *
 * <p>Components may be anything that JSON carries: scalars, strings, enums, {@code java.time}
 * values, UUIDs, lists, maps and nested records. The task's name is the record's simple name unless
 * {@link dev.docket.behavior.TaskName} says otherwise.
 */
public interface Task {}
