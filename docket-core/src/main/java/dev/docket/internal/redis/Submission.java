package dev.docket.internal.redis;

import dev.docket.internal.time.Moments;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One execution to put on the docket.
 *
 * @param due empty for now, {@code +ms} from now, or ms since the epoch
 * @param trace the trace context of whoever adds it, empty when there is none
 */
public record Submission(
    String key, Mode mode, String task, String args, String due, String trace) {

  /** What to do about an execution that is pending under the same key. */
  public enum Mode {
    /** Keep it and change nothing. */
    ADD,
    /** There is none: the key was made for this call. */
    FRESH,
    /** Swap it for this one. */
    REPLACE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The due time as the scripts read it. */
  public static String due(@Nullable Instant when, @Nullable Duration delay) {
    if (when != null) {
      return Long.toString(Moments.millis(when));
    }
    return delay == null || delay.isNegative() || delay.isZero()
        ? ""
        : "+" + Moments.millisUp(delay);
  }
}
