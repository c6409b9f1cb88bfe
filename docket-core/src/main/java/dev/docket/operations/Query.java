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
 * @param error of which kind their error is; null for any, and for none
 */
public record Query(
    Place place,
    @Nullable String task,
    @Nullable String text,
    Arguments arguments,
    @Nullable ErrorKind error) {

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
   * Looks for any error.
   *
   * @param place where they are
   * @param task the name of their task; null for any
   * @param text what they contain; null for anything
   * @param arguments in which arguments the text is looked for
   */
  public Query(Place place, @Nullable String task, @Nullable String text, Arguments arguments) {
    this(place, task, text, arguments, null);
  }

  /**
   * Looks in all arguments, for any error.
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
    return new Query(place, task, text, arguments, error);
  }

  /**
   * Looks for the same in another place.
   *
   * @param place the place
   * @return a copy
   */
  public Query withPlace(Place place) {
    return new Query(place, task, text, arguments, error);
  }

  /**
   * Looks for those with an error of one kind only.
   *
   * @param error the kind; null for any, and for none
   * @return a copy
   */
  public Query withError(@Nullable ErrorKind error) {
    return new Query(place, task, text, arguments, error);
  }

  /**
   * Tells whether it looks for everything in its place.
   *
   * @return whether it names no task, no text and no error
   */
  public boolean isForAll() {
    return task == null && text == null && error == null;
  }
}
