package dev.docket;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that runs a task, on an object given to {@link Docket#register(Object)}.
 *
 * <p>The first parameter is the task record. Every further parameter is injected by its type:
 * {@link TaskContext}, {@link Docket}, {@link Worker}, {@link Progress}, {@link TimeoutControl},
 * {@link PerpetualControl}, {@code org.slf4j.Logger}, or anything given to {@link Docket#provide}
 * or {@link Docket#provideShared} before. A method that returns a value handles a {@link
 * ResultTask}.
 *
 * <pre>{@code
 * class OrderHandlers {
 *   @Handles void process(ProcessOrder order, Docket docket, Connection db) { … }
 *   @Handles int total(OrderTotal query) { … }
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Handles {}
