package dev.docket.internal.redis;

import java.time.Duration;

/** How long ended executions are kept: completed and cancelled ones, and failed ones. */
public record Retention(Duration executions, Duration failed) {

  String executionMillis() {
    return Long.toString(executions.toMillis());
  }

  String failedMillis() {
    return Long.toString(failed.toMillis());
  }
}
