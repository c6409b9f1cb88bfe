package dev.docket.operations;

import java.util.regex.Pattern;

/**
 * An error, or all errors that differ from each other in numbers and UUIDs only. So the five
 * hundred orders that a broken gateway has failed are of one kind, each with a number of its own.
 * What an error says after its first 500 characters makes no difference.
 *
 * @param text the error, at most its first 500 characters; with {@code #} where a number or a UUID
 *     may stand
 */
public record ErrorKind(String text) {

  private static final int LENGTH = 500;
  private static final Pattern NUMBER =
      Pattern.compile("\\b[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b|\\d+");

  /** Takes the first 500 characters of the text. */
  public ErrorKind {
    text = start(text);
  }

  /**
   * Returns the kind of an error: the error with {@code #} in place of each number and each UUID.
   *
   * @param error the error, as {@link dev.docket.ExecutionRecord#error} says it
   * @return its kind
   */
  public static ErrorKind of(String error) {
    return new ErrorKind(NUMBER.matcher(error).replaceAll("#"));
  }

  /**
   * Tells whether an error is of this kind. It is when it reads like {@link #text} as it is, or
   * with {@code #} in place of its numbers and UUIDs.
   *
   * @param error the error
   * @return whether it is of this kind
   */
  public boolean includes(String error) {
    return text.equals(start(error)) || (text.indexOf('#') >= 0 && equals(of(error)));
  }

  /** Half a character at its end would not survive an address. */
  private static String start(String error) {
    if (error.length() <= LENGTH) {
      return error;
    }
    boolean splits = Character.isHighSurrogate(error.charAt(LENGTH - 1));
    return error.substring(0, splits ? LENGTH - 1 : LENGTH);
  }
}
