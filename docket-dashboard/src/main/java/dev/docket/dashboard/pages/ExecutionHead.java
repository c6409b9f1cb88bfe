package dev.docket.dashboard.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import dev.docket.ExecutionRecord;
import dev.docket.ExecutionState;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.pages.ExecutionActions.Action;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Operator;
import dev.docket.dashboard.ui.Urls;
import dev.docket.operations.Explanation;
import java.util.Map;

/** The heading of the page of one execution, and what can be done about it. */
final class ExecutionHead {

  private final boolean showAll;
  private final DocketFeed feed;
  private final Operator operator;
  private final Part titles = new Part();
  private final Rows<Action> actions = new Rows<>("actions", Action::label, ActionButton::new);
  private final Div component = Html.div("page-head", titles, actions.component());

  ExecutionHead(boolean showAll, DocketFeed feed, Operator operator) {
    this.showAll = showAll;
    this.feed = feed;
    this.operator = operator;
  }

  Component component() {
    return component;
  }

  private record Titles(String key, String task, ExecutionState state, boolean parked) {}

  /** The same button while there is such an action: what it acts on may be another state. */
  private static final class ActionButton implements Rows.Row<Action> {

    private final Button button;
    private Action action;

    ActionButton(Action first) {
      action = first;
      button = new Action(first.label(), first.icon(), first.theme(), this::ask).button();
    }

    private void ask() {
      action.ask().run();
    }

    @Override
    public Component component() {
      return button;
    }

    @Override
    public void show(Action fresh) {
      action = fresh;
    }
  }

  void show(ExecutionPage.Whole whole, ExecutionRecord execution) {
    boolean parked =
        whole.explanation() != null
            && whole.explanation().reason() == Explanation.Reason.WAITS_FOR_SLOT;
    titles.show(
        new Titles(execution.key(), execution.taskName(), execution.state(), parked), this::titles);
    actions.show(ExecutionActions.of(execution, feed, operator, whole.arguments(showAll)));
  }

  private Div titles(Titles shown) {
    return Html.div(
        "titles",
        Html.div("crumb", back(shown.state())),
        Html.div("headline", new H1(shown.task()), Html.state(shown.state(), shown.parked())),
        Html.div("key-line", Html.text("mono", shown.key()), copy(shown.key())));
  }

  /** To the list that the window has left, else to those in the same state. */
  private Anchor back(ExecutionState state) {
    KeptList left = KeptList.of(UI.getCurrent());
    Anchor link =
        Urls.link(
            left == null
                ? Urls.of("executions", feed, Map.of("place", Html.stateWord(state, false)))
                : left.address(),
            Html.text("Executions"));
    if (left != null) {
      link.getElement().addEventListener("click", e -> left.want());
    }
    return link;
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
}
