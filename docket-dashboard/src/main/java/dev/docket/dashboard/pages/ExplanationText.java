package dev.docket.dashboard.pages;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Times;
import dev.docket.operations.Explanation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The sentence of an explanation. The core says times in UTC, as they were when it was asked; here
 * they are said in the zone of who reads them, and count down.
 *
 * @param before the sentence, or its part before the time
 * @param until the time; null when the sentence says none
 * @param onTheClock whether the time of day comes first, and then the countdown
 * @param after what follows the time
 */
record ExplanationText(String before, @Nullable Instant until, boolean onTheClock, String after) {

  static ExplanationText of(Explanation explanation) {
    Explanation.Around around = explanation.around();
    if (around == null) {
      return new ExplanationText(Html.label(explanation.text()) + ".", null, false, "");
    }
    boolean onTheClock =
        switch (explanation.reason()) {
          case RATE_LIMITED, DEBOUNCED -> true;
          default -> false;
        };
    return new ExplanationText(
        Html.label(around.before()), explanation.until(), onTheClock, around.after() + ".");
  }

  /** A time that stands in the sentence need not be said beside it. */
  boolean saysTime() {
    return until != null;
  }

  Div sentence() {
    Div sentence = new Div(new Text(before));
    if (until != null && onTheClock) {
      sentence.add(new Text("until "), Times.clock(until), new Text(", "), Times.until(until));
    } else if (until != null) {
      sentence.add(Times.until(until), new Text(" ("), Times.clock(until), new Text(")"));
    }
    sentence.add(new Text(after));
    return sentence;
  }
}
