package dev.docket.internal.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one run ended, for the record.
 *
 * @param state the state it ended in, null when this attempt is retried
 * @param due when it runs next ({@code +ms} or ms since the epoch), empty when it does not
 * @param nextAttempt the attempt that the next run is
 * @param held the places it held: set, member, set, member, …
 * @param fields what the record keeps: name, value, name, value, …
 * @param figures what it counts as
 */
public record Settlement(
    String key,
    String sid,
    long epoch,
    @Nullable String state,
    String due,
    int nextAttempt,
    List<String> held,
    List<String> fields,
    RunFigures figures) {

  /**
   * Whether a first run completed, for good, with nothing to keep but the arguments: as most do.
   */
  boolean isPlain() {
    return epoch == 1
        && "COMPLETED".equals(state)
        && due.isEmpty()
        && held.isEmpty()
        && fields.size() == 2
        && fields.get(0).equals("args");
  }

  /** Of a plain one. */
  String args() {
    return fields.get(1);
  }
}
