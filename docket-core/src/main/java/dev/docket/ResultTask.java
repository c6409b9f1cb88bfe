package dev.docket;

import org.jspecify.annotations.Nullable;

/**
 * A task that returns a result. It is a record, like a {@link Task}; the type of its result is read
 * from its declaration, and may be generic.
 *
 * <pre>{@code
 * record OrderTotal(long orderId) implements ResultTask<BigDecimal> {}
 * }</pre>
 *
 * @param <R> the type of the result; anything that JSON carries
 */
public interface ResultTask<R extends @Nullable Object> {}
