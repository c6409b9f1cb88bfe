package dev.docket.dashboard.pages;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.docket.Docket;
import dev.docket.ExecutionRecord;
import dev.docket.dashboard.feed.DocketFeed;
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
  private final transient Live<Whole> whole = live(this::show);
  private transient @Nullable Whole shown;
  private transient @Nullable DocketFeed from;
  private transient ExecutionHead head;
  private transient ExecutionCards cards;
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
      @Nullable TaskInfo task) {

    /** Says which of its arguments are shown. */
    Arguments arguments(boolean showAll) {
      return new Arguments(showAll, task == null ? List.of() : List.of(task));
    }
  }

  /** Reads all about one execution, in one state of it. */
  record Everything(String key) implements Reading<Whole> {

    /** One that moves more often meanwhile is told as it was read last. */
    private static final int TIMES = 5;

    @Override
    public Whole read(Docket docket) {
      Whole whole = once(docket);
      for (int time = 1; time < TIMES && hasMoved(docket, whole); time++) {
        whole = once(docket);
      }
      return whole;
    }

    /** What was read after the record may be about what has become of the execution since. */
    private boolean hasMoved(Docket docket, Whole whole) {
      ExecutionRecord before = whole.execution();
      ExecutionRecord now = docket.execution(key).orElse(null);
      if (before == null || now == null) {
        return (before == null) != (now == null);
      }
      return !FactsCard.withoutProgress(before).equals(FactsCard.withoutProgress(now));
    }

    private Whole once(Docket docket) {
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
    renew();
    add(body);
    body.addClassName("page-rest");
  }

  @Override
  protected void enter() {
    if (!parameter("key").equals(key) || feed() != from) {
      key = parameter("key");
      from = feed();
      shown = null;
      body.removeAll();
      renew();
    }
    KeptList left = KeptList.of(UI.getCurrent());
    if (left != null) {
      left.opened(key);
    }
    watch(whole, new Everything(key));
  }

  private void renew() {
    boolean showAll = all().options().showArguments();
    head = new ExecutionHead(showAll, feed(), operator());
    cards = new ExecutionCards(showAll, feed());
  }

  private void show(Whole fresh) {
    if (fresh.equals(shown)) {
      return;
    }
    boolean wasThere = shown != null && shown.execution() != null;
    shown = fresh;
    ExecutionRecord execution = fresh.execution();
    if (execution == null) {
      body.removeAll();
      body.add(missing());
      renew();
      return;
    }
    head.show(fresh, execution);
    cards.show(fresh, execution);
    if (!wasThere) {
      body.removeAll();
      body.add(head.component());
      body.add(cards.components());
    }
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
}
