package dev.docket.internal.task;

import dev.docket.TaskDefinition;

/** A task that this process can run. */
public record RegisteredTask(TaskDefinition<?> definition, Invocation invocation) {}
