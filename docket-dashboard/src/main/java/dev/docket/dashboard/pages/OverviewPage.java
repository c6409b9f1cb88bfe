package dev.docket.dashboard.pages;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.docket.ExecutionRecord;
import dev.docket.dashboard.feed.Pulse;
import dev.docket.dashboard.feed.Readings;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Live;
import dev.docket.dashboard.ui.LivePage;
import dev.docket.dashboard.ui.Numbers;
import dev.docket.dashboard.ui.Times;
import dev.docket.dashboard.ui.Urls;
import dev.docket.operations.Minute;
import dev.docket.operations.Page;
import dev.docket.operations.Place;
import dev.docket.operations.Query;
import dev.docket.operations.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the docket does: figures, their course, and what failed last. */
@Route(value = "", layout = MainLayout.class)
public final class OverviewPage extends LivePage {

  private static final long serialVersionUID = 1;
  private static final int SHOWN = 8;

  private final Div hints = Html.div("hints");
  private final transient OverviewTiles tiles = new OverviewTiles();
  private final transient ThroughputCard throughput = new ThroughputCard();
  private final transient TasksCard tasks = new TasksCard();
  private final Div running = Html.div("rows");
  private final Div failures = Html.div("rows");
  private final transient Live<Pulse> pulse = live(this::show);
  private final transient Live<List<Minute>> day = live(throughput::day);
  private final transient Live<Page> runningNow = live(this::showRunning);
  private final transient Live<Page> failed = live(this::showFailed);
  private transient List<ExecutionRecord> shownRunning = List.of();
  private transient List<ExecutionRecord> shownFailed = List.of();
  private @Nullable String shownHint;

  /** Makes the page. */
  public OverviewPage() {
    super("Overview");
    throughput.onDay(() -> watch(day, Readings.DAY));
    add(
        Html.pageHead("Overview", "What the workers do right now, and did in the last hour"),
        hints,
        tiles.component(),
        Html.div(
            "cards",
            throughput.component(),
            tasks.component(),
            list("Running now", "Longest first", running),
            list("Latest failures", "After all attempts", failures)));
    hints.setVisible(false);
  }

  private static Div list(String title, String subtitle, Div rows) {
    Div card = Html.card("w6", title, subtitle);
    card.add(rows);
    return card;
  }

  @Override
  protected void enter() {
    watch(pulse, feed().pulse());
    watch(runningNow, new Readings.FirstPage(Query.in(Place.RUNNING), SHOWN));
    watch(failed, new Readings.FirstPage(Query.in(Place.FAILED), SHOWN));
  }

  private void show(Pulse pulse) {
    tiles.show(pulse, feed());
    throughput.show(pulse);
    tasks.show(pulse.history(), feed());
    hint(pulse.status());
  }

  /** What an operator should know first. */
  private void hint(Status status) {
    String hint = "";
    long waiting = status.queued() + status.parked();
    if (status.workers() == 0 && waiting + status.scheduled() > 0) {
      hint = "No worker is alive";
    } else if (status.workers() > 0 && isLate(status) && status.busy() >= status.permits()) {
      hint = "All workers are busy";
    } else if (status.workers() > 0 && isLate(status)) {
      hint = "Work waits although workers are free";
    }
    if (hint.equals(shownHint)) {
      return;
    }
    shownHint = hint;
    hints.removeAll();
    hints.setVisible(!hint.isEmpty());
    switch (hint) {
      case "No worker is alive" ->
          hints.add(
              Html.callout(
                  "bad",
                  "octagon-x",
                  hint,
                  Numbers.many(waiting, "execution")
                      + " wait. Start a worker on this docket: Worker.builder(docket).build(), or"
                      + " docket worker --tasks …"));
      case "All workers are busy" ->
          hints.add(
              Html.callout(
                  "warn",
                  "hourglass",
                  hint,
                  "Executions wait for a free permit. Start more workers, or raise their"
                      + " concurrency."));
      case "Work waits although workers are free" ->
          hints.add(
              Html.callout(
                  "warn",
                  "circle-alert",
                  hint,
                  "Perhaps no live worker knows their task. The page of an execution says why it"
                      + " is not running."));
      default -> hints.setVisible(false);
    }
  }

  private static boolean isLate(Status status) {
    return status.oldestQueued() != null
        && Duration.between(status.oldestQueued(), status.at()).toSeconds() >= 30;
  }

  private void showRunning(Page page) {
    if (page.records().equals(shownRunning) && !page.records().isEmpty()) {
      return;
    }
    shownRunning = page.records();
    running.removeAll();
    if (page.records().isEmpty()) {
      running.add(Html.empty("activity", "Nothing runs", "Due executions start here at once."));
    }
    page.records().forEach(r -> running.add(ExecutionRow.running(feed(), r)));
    more(running, page, "running");
  }

  private void showFailed(Page page) {
    if (page.records().equals(shownFailed) && !page.records().isEmpty()) {
      return;
    }
    shownFailed = page.records();
    failures.removeAll();
    if (page.records().isEmpty()) {
      failures.add(
          Html.empty(
              "circle-check", "No failures", "Executions that fail are kept here for days."));
    }
    page.records().forEach(r -> failures.add(ExecutionRow.failed(feed(), r)));
    more(failures, page, "failed");
  }

  private void more(Div rows, Page page, String place) {
    if (!page.next().isEmpty()) {
      rows.add(
          Html.div(
              "small",
              Urls.link(
                  Urls.of("executions", feed(), Map.of("place", place)), Html.text("Show all"))));
    }
  }

  /** Times of rows are shown by the browser. */
  static Times ago(ExecutionRecord execution) {
    return Times.ago(execution.finishedAt());
  }
}
