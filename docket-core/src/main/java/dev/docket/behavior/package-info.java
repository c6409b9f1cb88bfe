/**
 * How a task behaves: annotations for its record, and the values that they stand for.
 *
 * <p>Durations in annotations are strings: {@code 250ms}, {@code 5s}, {@code 10m}, {@code 1h},
 * {@code 2d}, or ISO-8601 such as {@code PT5M}.
 */
@NullMarked
package dev.docket.behavior;

import org.jspecify.annotations.NullMarked;
