package dev.docket.dashboard.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.docket.ExecutionRecord;
import dev.docket.ProgressState;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Times;
import dev.docket.dashboard.ui.Urls;
import java.util.Objects;

/** One execution in a short list. */
final class ExecutionRow {

  private ExecutionRow() {}

  /** One that runs: what it has got to is followed. */
  static Rows.Row<ExecutionRecord> running(DocketFeed feed, ExecutionRecord execution) {
    return new Running(feed, execution);
  }

  /** One that has failed. */
  static Rows.Row<ExecutionRecord> failed(DocketFeed feed, ExecutionRecord execution) {
    Div top = top(feed, execution);
    top.add(Times.ago(execution.finishedAt()));
    String error = Objects.requireNonNullElse(execution.error(), "");
    Span text = Html.text("small bad-text lines", error);
    text.setTitle(error);
    return Rows.Row.fixed(Html.div("bar-row", top, text));
  }

  private static Div top(DocketFeed feed, ExecutionRecord execution) {
    return Html.div(
        "top",
        Html.div(
            "two-lines",
            Urls.execution(feed, execution.key(), execution.taskName()),
            Html.text("mono", execution.key())));
  }

  private static final class Running implements Rows.Row<ExecutionRecord> {

    private final Span worker = Html.text("secondary small", "");
    private final Times age = Times.age(null);
    private final Part progress = new Part();
    private final Div row;

    Running(DocketFeed feed, ExecutionRecord execution) {
      Div top = top(feed, execution);
      top.add(worker, age);
      row = Html.div("bar-row", top, progress);
    }

    @Override
    public Component component() {
      return row;
    }

    @Override
    public void show(ExecutionRecord fresh) {
      worker.setText(Objects.requireNonNullElse(fresh.worker(), ""));
      age.set(fresh.startedAt());
      ProgressState state = fresh.progress();
      boolean told = state != null && state.total() > 0;
      progress.show(told ? state : null, Running::bar);
    }

    private static Component bar(ProgressState progress) {
      return Html.bar((double) progress.current() / progress.total(), "");
    }
  }
}
