package dev.docket.operations;

import dev.docket.ExecutionRecord;
import java.util.List;

/**
 * Some of the executions in one place. What moves while pages are read may be missing from them,
 * and in rare cases be on two of them.
 *
 * @param records the executions; may be empty although there is a following page
 * @param next the cursor of the following page; empty after the last
 */
public record Page(List<ExecutionRecord> records, String next) {

  /** Copies the list. */
  public Page {
    records = List.copyOf(records);
  }
}
