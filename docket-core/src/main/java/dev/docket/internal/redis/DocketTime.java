package dev.docket.internal.redis;

import dev.docket.DocketClock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What "now" is for one docket: the server's time, or that of a clock it was given. */
public final class DocketTime {

  private final @Nullable DocketClock clock;

  /** With null, the scripts ask the server. */
  public DocketTime(@Nullable DocketClock clock) {
    this.clock = clock;
  }

  /** The clock that the docket was given, or null when it goes by the server's time. */
  public @Nullable DocketClock clock() {
    return clock;
  }

  /** The first argument of most scripts: empty, or ms since the epoch. */
  String argument() {
    return clock == null ? "" : Long.toString(clock.now().toEpochMilli());
  }

  /** An estimate for display and for reckoning in this process. */
  public Instant now() {
    return clock == null ? Instant.now() : clock.now();
  }
}
