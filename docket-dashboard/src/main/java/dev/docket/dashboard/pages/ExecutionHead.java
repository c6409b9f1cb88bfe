package dev.docket.dashboard.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import dev.docket.ExecutionRecord;
import dev.docket.ExecutionState;
import dev.docket.behavior.LoggedAs;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Operator;
import dev.docket.dashboard.ui.Urls;
import dev.docket.operations.Explanation;
import java.time.Instant;
import java.util.Map;

/** The heading of the page of one execution, and what can be done about it. */
final class ExecutionHead {

  private final boolean showAll;
  private final DocketFeed feed;
  private final Operator operator;
  private final Part titles = new Part();
  private final Part actions = new Part();
  private final Div component = Html.div("page-head", titles, actions);

  ExecutionHead(boolean showAll, DocketFeed feed, Operator operator) {
    this.showAll = showAll;
    this.feed = feed;
    this.operator = operator;
  }

  Component component() {
    return component;
  }

  private record Titles(String key, String task, ExecutionState state, boolean parked) {}

  private record Actions(
      ExecutionState state,
      Instant when,
      Map<String, Object> arguments,
      Map<String, LoggedAs> logged) {}

  void show(ExecutionPage.Whole whole, ExecutionRecord execution) {
    boolean parked =
        whole.explanation() != null
            && whole.explanation().reason() == Explanation.Reason.WAITS_FOR_SLOT;
    titles.show(
        new Titles(execution.key(), execution.taskName(), execution.state(), parked), this::titles);
    actions.show(
        new Actions(execution.state(), execution.when(), execution.arguments(), whole.logged()),
        changed -> buttons(whole, execution));
  }

  private Div titles(Titles shown) {
    return Html.div(
        "titles",
        Html.div(
            "crumb",
            Urls.link(
                Urls.of("executions", feed, Map.of("place", Html.stateWord(shown.state(), false))),
                Html.text("Executions"))),
        Html.div("headline", new H1(shown.task()), Html.state(shown.state(), shown.parked())),
        Html.div("key-line", Html.text("mono", shown.key()), copy(shown.key())));
  }

  private static Button copy(String key) {
    Button button = new Button(Html.icon("copy"));
    button.addThemeName("tertiary icon small");
    button.setAriaLabel("Copy the key");
    button
        .getElement()
        .executeJs("this.addEventListener('click', () => window.docketCopy($0))", key);
    return button;
  }

  private Div buttons(ExecutionPage.Whole whole, ExecutionRecord execution) {
    Div buttons = Html.div("actions");
    ExecutionActions.of(execution, feed, operator, whole.arguments(showAll)).forEach(buttons::add);
    return buttons;
  }
}
