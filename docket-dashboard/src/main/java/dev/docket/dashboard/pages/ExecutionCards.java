package dev.docket.dashboard.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.docket.ExecutionRecord;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.ui.Html;
import java.util.List;

/** The cards of the page of one execution. */
final class ExecutionCards {

  private final ExplanationCallout explanation;
  private final FactsCard facts = new FactsCard();
  private final PayloadCards payload;
  private final FailureCard failure = new FailureCard();
  private final TimelineCard timeline = new TimelineCard();

  ExecutionCards(boolean showAll, DocketFeed feed) {
    explanation = new ExplanationCallout(feed);
    payload = new PayloadCards(showAll);
  }

  List<Component> components() {
    Div left = Html.div("column", facts.component());
    left.add(payload.components());
    return List.of(
        explanation.component(),
        Html.div("columns", left, Html.div("column", failure.component(), timeline.component())));
  }

  void show(ExecutionPage.Whole whole, ExecutionRecord execution) {
    explanation.show(whole.explanation());
    facts.show(whole, execution);
    payload.show(whole, execution);
    failure.show(execution, whole.failure());
    timeline.show(whole.timeline());
  }
}
