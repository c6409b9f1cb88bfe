package dev.docket;

import dev.docket.internal.redis.ResidueStore;
import java.util.List;

/**
 * What a docket keeps in Redis although nothing is left to do: for tests and for tidying up. Each
 * call looks through the whole database, so it is not for a large one at work.
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
}
