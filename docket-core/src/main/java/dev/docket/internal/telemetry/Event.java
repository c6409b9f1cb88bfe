package dev.docket.internal.telemetry;

import java.util.Locale;

/** What is counted, one constant per counter {@code docket_tasks_<name>}. */
public enum Event {
  ADDED,
  REPLACED,
  SCHEDULED,
  CANCELLED,
  STARTED,
  STRICKEN,
  COMPLETED,
  FAILED,
  SUCCEEDED,
  RETRIED,
  PERPETUATED,
  REDELIVERED,
  SUPERSEDED;

  String metric() {
    return "docket_tasks_" + name().toLowerCase(Locale.ROOT);
  }
}
