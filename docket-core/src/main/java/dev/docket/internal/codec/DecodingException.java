package dev.docket.internal.codec;

import dev.docket.DocketException;
import java.io.Serial;

/** A text is not the JSON that was expected. */
public final class DecodingException extends DocketException {
  @Serial private static final long serialVersionUID = 1L;

  public DecodingException(String message) {
    super(message);
  }

  public DecodingException(String message, Throwable cause) {
    super(message, cause);
  }
}
