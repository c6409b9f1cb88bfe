package dev.docket.dashboard.pages;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An error as a record keeps it, taken apart.
 *
 * @param message what went wrong; the type when that is all there is
 * @param type the simple name of what was thrown; empty when it is not named
 */
record FailureText(String message, String type) {

  private static final Pattern TYPED = Pattern.compile("([A-Z][\\w$]*): (.+)", Pattern.DOTALL);

  /** Of an exception that has its cause for a message, as wrappers have. */
  private static final Pattern CAUSE =
      Pattern.compile("(?:[a-z_][\\w$]*\\.)+([A-Z][\\w$]*): (.+)", Pattern.DOTALL);

  static FailureText of(String error) {
    Matcher typed = TYPED.matcher(error);
    if (!typed.matches()) {
      return new FailureText(error, "");
    }
    Matcher cause = CAUSE.matcher(typed.group(2));
    return cause.matches()
        ? new FailureText(cause.group(2), typed.group(1) + ", by " + cause.group(1))
        : new FailureText(typed.group(2), typed.group(1));
  }
}
