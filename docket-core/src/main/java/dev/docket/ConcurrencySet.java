package dev.docket;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one concurrency limit: of one value of a parameter, or of one task.
 *
 * @param parameter the limited parameter; the name of the task when the limit is on the task
 * @param value the value, as JSON text; empty when the limit is on the task
 * @param scope the scope of the limit; absent when it has none
 * @param max how many may run at once
 * @param holders those that hold a slot, oldest first
 * @param waiters the keys that wait for a slot, oldest first
 */
public record ConcurrencySet(
    String parameter,
    String value,
    @Nullable String scope,
    int max,
    List<SlotHolder> holders,
    List<String> waiters) {

  /** Copies the lists. */
  public ConcurrencySet {
    holders = List.copyOf(holders);
    waiters = List.copyOf(waiters);
  }
}
