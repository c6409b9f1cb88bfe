package dev.docket.dashboard.pages;

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

  static Div running(DocketFeed feed, ExecutionRecord execution) {
    Div top = top(feed, execution);
    top.add(Html.text("secondary small", Objects.requireNonNullElse(execution.worker(), "")));
    top.add(Times.age(execution.startedAt()));
    Div row = Html.div("bar-row", top);
    ProgressState progress = execution.progress();
    if (progress != null && progress.total() > 0) {
      row.add(Html.bar((double) progress.current() / progress.total(), ""));
    }
    return row;
  }

  static Div failed(DocketFeed feed, ExecutionRecord execution) {
    Div top = top(feed, execution);
    top.add(Times.ago(execution.finishedAt()));
    String error = Objects.requireNonNullElse(execution.error(), "");
    Span text = Html.text("small bad-text ellipsis", error);
    text.setTitle(error);
    return Html.div("bar-row", top, text);
  }

  private static Div top(DocketFeed feed, ExecutionRecord execution) {
    Div names =
        Html.div(
            "two-lines",
            Urls.execution(feed, execution.key(), execution.taskName()),
            Html.text("mono", execution.key()));
    Div top = Html.div("top", names);
    return top;
  }
}
