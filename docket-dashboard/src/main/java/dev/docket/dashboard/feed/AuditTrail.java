package dev.docket.dashboard.feed;

import dev.docket.Docket;
import dev.docket.operations.AuditEntry;
import java.time.Duration;
import java.util.List;

/**
 * What was done lately. Of a log to which nothing was added, only the latest entry is read again.
 */
final class AuditTrail implements Reading<List<AuditEntry>> {

  private static final int SHOWN = 500;

  // Only the reading thread touches it.
  private List<AuditEntry> known = List.of();

  @Override
  public List<AuditEntry> read(Docket docket) {
    List<AuditEntry> latest = docket.operations().auditLog(1);
    if (known.isEmpty() || !latest.equals(known.subList(0, 1))) {
      known = latest.isEmpty() ? latest : docket.operations().auditLog(SHOWN);
    }
    return known;
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(2);
  }
}
