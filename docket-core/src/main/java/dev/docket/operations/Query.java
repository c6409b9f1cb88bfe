package dev.docket.operations;

import org.jspecify.annotations.Nullable;

/**
 * Which executions are looked for.
 *
 * @param place where they are
 * @param task the name of their task; null for any
 * @param text what their key, their worker, their error or the JSON of one of their arguments
 *     contains, whatever the case; null for anything
 */
public record Query(Place place, @Nullable String task, @Nullable String text) {

  /**
   * Looks for everything in a place.
   *
   * @param place the place
   * @return the query
   */
  public static Query in(Place place) {
    return new Query(place, null, null);
  }
}
