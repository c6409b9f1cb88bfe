package dev.docket.operations;

import org.jspecify.annotations.Nullable;

/**
 * Which executions are looked for.
 *
 * @param place where they are
 * @param task the name of their task; null for any
 * @param text what their key, their worker, their error or the JSON of one of their arguments
 *     contains, whatever the case; null for anything
 * @param arguments in which arguments the text is looked for
 */
public record Query(
    Place place, @Nullable String task, @Nullable String text, Arguments arguments) {

  /** Which arguments a text is looked for in. */
  public enum Arguments {
    /** In all. */
    ALL,

    /**
     * In those whose component is marked {@code @Logged}, and not only with its length, as far as
     * this process or a live worker knows the task. So that nobody finds out by searching what is
     * not to be shown.
     */
    LOGGED
  }

  /**
   * Looks in all arguments.
   *
   * @param place where they are
   * @param task the name of their task; null for any
   * @param text what they contain; null for anything
   */
  public Query(Place place, @Nullable String task, @Nullable String text) {
    this(place, task, text, Arguments.ALL);
  }

  /**
   * Looks for everything in a place.
   *
   * @param place the place
   * @return the query
   */
  public static Query in(Place place) {
    return new Query(place, null, null);
  }

  /**
   * Looks for the text in other arguments.
   *
   * @param arguments in which
   * @return a copy
   */
  public Query withArguments(Arguments arguments) {
    return new Query(place, task, text, arguments);
  }
}
