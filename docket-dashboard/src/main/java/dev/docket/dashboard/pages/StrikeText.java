package dev.docket.dashboard.pages;

import com.vaadin.flow.component.html.Span;
import dev.docket.Strike;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Json;

/** A strike in words. */
final class StrikeText {

  private StrikeText() {}

  static Span of(Strike strike) {
    Span text = new Span();
    text.add(
        strike.taskName() == null
            ? Html.text("secondary", "Any task")
            : Html.text("strong", strike.taskName()));
    if (strike.operator() != null) {
      text.add(Html.text("secondary", " where "));
      text.add(
          Html.text(
              "mono",
              strike.parameter()
                  + " "
                  + strike.operator().symbol()
                  + " "
                  + Json.write(strike.value())));
    }
    return text;
  }
}
