package dev.docket.internal.codec;

import dev.docket.InvalidTaskException;
import java.io.Serial;

/** JSON cannot carry a value. */
public final class EncodingException extends InvalidTaskException {
  @Serial private static final long serialVersionUID = 1L;

  EncodingException(String message, Throwable cause) {
    super(message, cause);
  }
}
