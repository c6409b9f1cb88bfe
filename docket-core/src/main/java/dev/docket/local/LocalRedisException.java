package dev.docket.local;

import org.jspecify.annotations.Nullable;

/**
 * Says that a local Redis server could not be found, started or reached, and how to mend it. It
 * stands apart from {@code DocketException} because this package depends on nothing else of Docket.
 */
public class LocalRedisException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LocalRedisException(String message) {
    super(message);
  }

  LocalRedisException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
