package dev.docket;

import dev.docket.internal.redis.ResidueStore;
import java.util.List;

/**
 * What a docket keeps in Redis although nothing is left to do: for tests and for tidying up. Each
 * call looks through the whole database, so it is not for a large one at work: keys are neither
 * found nor removed in one that holds more than 100,000.
 */
public final class Residue {

  private Residue() {}

  /**
   * Finds the Redis keys under the docket's hash tag that would stay for ever: they have no expiry,
   * hold neither pending nor running work, and are not among the few that every docket has.
   *
   * @param docket the docket
   * @return their names, sorted; empty also when the database holds more than 100,000 keys, which
   *     are not looked through
   * @throws DocketConnectionException when Redis cannot be reached
   */
  public static List<String> of(Docket docket) {
    return new ResidueStore(docket.core().link(), docket.core().keys()).leaks();
  }

  /**
   * Finds the channels of the docket that somebody still listens to.
   *
   * @param docket the docket
   * @return their names, sorted
   * @throws DocketConnectionException when Redis cannot be reached
   */
  public static List<String> channels(Docket docket) {
    return new ResidueStore(docket.core().link(), docket.core().keys()).channels();
  }

  /**
   * Removes a docket with all it holds: pending work, records, strikes. No worker may run on it.
   *
   * @param docket the docket
   * @return how many keys were removed; none when the database holds more than 100,000 keys
   * @throws DocketConnectionException when Redis cannot be reached
   */
  public static long erase(Docket docket) {
    return new ResidueStore(docket.core().link(), docket.core().keys()).erase();
  }

  /**
   * What was found of a docket before it was removed.
   *
   * @param leaks as {@link #of} tells; empty also when the database holds more than 100,000 keys
   * @param channels as {@link #channels} tells
   * @param workers the names of the workers that have not left, live or crashed, sorted
   */
  public record Left(List<String> leaks, List<String> channels, List<String> workers) {
    /** Copies the lists. */
    public Left {
      leaks = List.copyOf(leaks);
      channels = List.copyOf(channels);
      workers = List.copyOf(workers);
    }
  }

  /**
   * Clears a docket of pending work, finds what it keeps then, and removes it like {@link #erase}.
   * All that takes one round trip, because a test does it at its end. A database that holds more
   * than 100,000 keys is not looked through: no leak is found there, and nothing but the pending
   * work is removed.
   *
   * @param docket the docket; no worker may run on it
   * @return what was found
   * @throws DocketConnectionException when Redis cannot be reached
   */
  public static Left tidy(Docket docket) {
    docket.core().schedule().clearSoon();
    return new ResidueStore(docket.core().link(), docket.core().keys()).tidy();
  }
}
