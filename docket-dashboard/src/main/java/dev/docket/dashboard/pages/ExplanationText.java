package dev.docket.dashboard.pages;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Times;
import dev.docket.operations.Explanation;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sentence of an explanation. The core says times in UTC, as they were when it was asked; here
 * they are said in the zone of who reads them, and count down.
 */
final class ExplanationText {

  private static final Pattern TIME =
      Pattern.compile(
          "(until (?:[-\\d]{10} )?[:\\d]{8} UTC, )?\\bin \\d+ (?:s|minutes|hours|days)\\b");

  private ExplanationText() {}

  /** The sentence with its time in place; empty when it says none. */
  static Optional<Div> timed(Explanation explanation) {
    Instant until = explanation.until();
    String text = Html.label(explanation.text()) + ".";
    Matcher time = TIME.matcher(text);
    if (until == null || !time.find(start(explanation.reason(), text))) {
      return Optional.empty();
    }
    Div sentence = new Div();
    sentence.add(new Text(text.substring(0, time.start())));
    if (time.group(1) == null) {
      sentence.add(Times.until(until), new Text(" ("), Times.clock(until), new Text(")"));
    } else {
      sentence.add(new Text("until "), Times.clock(until), new Text(", "), Times.until(until));
    }
    sentence.add(new Text(text.substring(time.end())));
    return Optional.of(sentence);
  }

  /** The sentence without its time, which changes by the second. */
  static String untimed(Explanation explanation) {
    String text = Html.label(explanation.text()) + ".";
    Matcher time = TIME.matcher(text);
    return explanation.until() == null || !time.find(start(explanation.reason(), text))
        ? text
        : text.substring(0, time.start()) + text.substring(time.end());
  }

  /** Where to look for it, so that names and messages, which may read like a time, are passed. */
  private static int start(Explanation.Reason reason, String text) {
    return switch (reason) {
      case DUE_LATER, RATE_LIMITED, DEBOUNCED, RETRY -> 0;
      case NO_WORKER_KNOWS_IT -> Math.max(0, text.lastIndexOf("; "));
      default -> text.length();
    };
  }
}
