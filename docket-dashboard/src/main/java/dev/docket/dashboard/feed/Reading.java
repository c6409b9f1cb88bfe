package dev.docket.dashboard.feed;

import dev.docket.Docket;
import java.time.Duration;

/**
 * Something that pages show of a docket. Equal readings are read once for all that watch them, so
 * implementations are records, enum constants or single objects.
 *
 * @param <T> what is read
 */
public interface Reading<T> {

  /** Reads it from Redis now. Called by one thread at a time. */
  T read(Docket docket);

  /** How often it is read while somebody watches. */
  default Duration every() {
    return Duration.ofSeconds(1);
  }

  /**
   * Whether it takes so long that others must not wait for it: then it has a thread of its own,
   * still one at a time.
   */
  default boolean isLong() {
    return false;
  }
}
