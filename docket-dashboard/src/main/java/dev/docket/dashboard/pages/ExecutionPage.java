package dev.docket.dashboard.pages;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.docket.Docket;
import dev.docket.ExecutionRecord;
import dev.docket.dashboard.feed.Reading;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Live;
import dev.docket.dashboard.ui.LivePage;
import dev.docket.dashboard.ui.Urls;
import dev.docket.operations.Explanation;
import dev.docket.operations.FailureDetails;
import dev.docket.operations.HistoryEntry;
import dev.docket.operations.TaskInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One execution: where it is and why, what happened to it, what it was called with. */
@Route(value = "execution", layout = MainLayout.class)
public final class ExecutionPage extends LivePage {

  private static final long serialVersionUID = 1;

  private final Div body = Html.div("page-body");
  private final transient ExecutionCards cards;
  private final transient Live<Whole> whole = live(this::show);
  private transient @Nullable Whole shown;
  private String key = "";

  /**
   * All about one execution, read together.
   *
   * @param execution its record; null when there is none
   * @param explanation why it is not running
   * @param timeline its life
   * @param failure why it failed
   * @param result its result
   * @param task its task
   */
  record Whole(
      @Nullable ExecutionRecord execution,
      @Nullable Explanation explanation,
      List<HistoryEntry> timeline,
      @Nullable FailureDetails failure,
      @Nullable String result,
      @Nullable TaskInfo task) {}

  /** Reads all about one execution. */
  record Everything(String key) implements Reading<Whole> {

    @Override
    public Whole read(Docket docket) {
      ExecutionRecord execution = docket.execution(key).orElse(null);
      if (execution == null) {
        return new Whole(null, null, List.of(), null, null, null);
      }
      return new Whole(
          execution,
          execution.state().isTerminal() ? null : docket.operations().explain(key).orElse(null),
          docket.operations().timeline(key),
          docket.operations().failure(key).orElse(null),
          docket.operations().result(key).orElse(null),
          docket.operations().tasks().stream()
              .filter(t -> t.name().equals(execution.taskName()))
              .findAny()
              .orElse(null));
    }
  }

  /** Makes the page. */
  public ExecutionPage() {
    super("Execution");
    cards = new ExecutionCards(all().options().showArguments());
    add(body);
    body.addClassName("page-rest");
  }

  @Override
  protected void enter() {
    if (!parameter("key").equals(key)) {
      key = parameter("key");
      shown = null;
      body.removeAll();
    }
    watch(whole, new Everything(key));
  }

  private void show(Whole fresh) {
    if (fresh.equals(shown)) {
      return;
    }
    shown = fresh;
    body.removeAll();
    if (fresh.execution() == null) {
      body.add(missing());
      return;
    }
    body.add(head(fresh, fresh.execution()));
    cards.show(fresh, fresh.execution(), feed(), body);
  }

  private Div missing() {
    return Html.div(
        "",
        Html.pageHead("No such execution", key),
        Html.empty(
            "search",
            "Nothing is on the docket under this key",
            "It was never added, or it ended and its record has expired. Completed executions are"
                + " kept for the docket's executionTtl, failed ones for its failedRetention."),
        Html.div(
            "empty",
            Urls.link(Urls.of("executions", feed(), Map.of()), Html.text("To all executions"))));
  }

  private Div head(Whole whole, ExecutionRecord execution) {
    boolean parked =
        whole.explanation() != null
            && whole.explanation().reason() == Explanation.Reason.WAITS_FOR_SLOT;
    Span copy = Html.text("mono", execution.key());
    Button button = new Button(Html.icon("copy"));
    button.addThemeName("tertiary icon small");
    button.setAriaLabel("Copy the key");
    button
        .getElement()
        .executeJs("this.addEventListener('click', () => window.docketCopy($0))", execution.key());
    Div titles =
        Html.div(
            "titles",
            Html.div(
                "crumb",
                Urls.link(
                    Urls.of("executions", feed(), Map.of("place", place(whole))),
                    Html.text("Executions"))),
            Html.div(
                "headline", new H1(execution.taskName()), Html.state(execution.state(), parked)),
            Html.div("key-line", copy, button));
    Div actions = Html.div("actions");
    ExecutionActions.of(execution, feed(), operator(), cards.arguments(whole.task()))
        .forEach(actions::add);
    return Html.div("page-head", titles, actions);
  }

  private static String place(Whole whole) {
    return whole.execution() == null ? "" : Html.stateWord(whole.execution().state(), false);
  }
}
