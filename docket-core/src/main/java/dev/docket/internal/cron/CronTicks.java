package dev.docket.internal.cron;

import java.time.Instant;
import java.time.ZoneId;

/** The times of a cron expression in a time zone. */
public final class CronTicks {
  private CronTicks() {}

  public static CronTicks parse(String expression, ZoneId zone) {
    throw new UnsupportedOperationException(expression + zone);
  }

  public Instant after(Instant instant) {
    throw new UnsupportedOperationException(instant.toString());
  }
}
