/**
 * A JUnit extension, a test clock, faults and assertions for testing background work on a real
 * Redis.
 */
@NullMarked
package dev.docket.junit;

import org.jspecify.annotations.NullMarked;
