package dev.docket.dashboard.pages;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.docket.ExecutionRecord;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.feed.Pulse;
import dev.docket.dashboard.feed.Readings;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Live;
import dev.docket.dashboard.ui.LivePage;
import dev.docket.dashboard.ui.Urls;
import dev.docket.operations.Minute;
import dev.docket.operations.Page;
import dev.docket.operations.Place;
import dev.docket.operations.Query;
import dev.docket.operations.StrikeInForce;
import dev.docket.operations.UnknownTask;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the docket does: figures, their course, and what failed last. */
@Route(value = "", layout = MainLayout.class)
public final class OverviewPage extends LivePage {

  private static final long serialVersionUID = 1;
  private static final int SHOWN = 8;

  private final transient HintList hints = new HintList();
  private final Span well =
      new Span(Html.icon("circle-check"), Html.text("Nothing needs attention"));
  private final transient OverviewTiles tiles = new OverviewTiles();
  private final transient ThroughputCard throughput = new ThroughputCard();
  private final transient TasksCard tasks = new TasksCard();
  private final transient Rows<ExecutionRecord> running =
      new Rows<>("rows", ExecutionRecord::key, e -> ExecutionRow.running(feed(), e));
  private final transient Rows<ExecutionRecord> failures =
      new Rows<>("rows", e -> e, e -> ExecutionRow.failed(feed(), e));
  private final Part afterRunning = new Part();
  private final Part afterFailures = new Part();
  private final transient Live<Pulse> pulse = live(this::show);
  private final transient Live<List<Minute>> day = live(throughput::day);
  private final transient Live<Page> runningNow = live(this::showRunning);
  private final transient Live<Page> failed = live(this::showFailed);
  private final transient Live<List<UnknownTask>> nobodyKnows = live(this::showUnknown);
  private final transient Live<List<StrikeInForce>> inForce = live(this::showStrikes);
  private final transient Live<Long> dueSoon = live(tiles::dueSoon);
  private transient List<UnknownTask> unknown = List.of();
  private transient List<StrikeInForce> strikes = List.of();
  private transient @Nullable Pulse latest;
  private transient @Nullable DocketFeed from;

  /** Makes the page. */
  public OverviewPage() {
    super("Overview");
    throughput.onDay(() -> watch(day, Readings.DAY));
    add(
        Html.pageHead("Overview", "What the workers do right now, and did in the last hour", well),
        hints.component(),
        tiles.component(),
        Html.div(
            "cards",
            throughput.component(),
            tasks.component(),
            list("Running now", "Longest first", running, afterRunning),
            list("Latest failures", "After all attempts", failures, afterFailures)));
    well.addClassName("well");
    well.setVisible(false);
  }

  private static Div list(String title, String subtitle, Rows<?> rows, Part after) {
    Div card = Html.card("w6", title, subtitle);
    card.add(rows.component(), after);
    return card;
  }

  @Override
  protected void enter() {
    if (feed() != from) {
      from = feed();
      latest = null;
      unknown = List.of();
      strikes = List.of();
      well.setVisible(false);
      hints.clear();
      running.clear();
      failures.clear();
    }
    watch(inForce, Readings.STRIKES);
    watch(nobodyKnows, Readings.UNKNOWN_TASKS);
    watch(pulse, feed().pulse());
    watch(dueSoon, Readings.DUE_SOON);
    watch(runningNow, new Readings.FirstPage(Query.in(Place.RUNNING), SHOWN));
    watch(failed, new Readings.FirstPage(Query.in(Place.FAILED), SHOWN));
  }

  private void show(Pulse pulse) {
    tiles.show(pulse, feed());
    throughput.show(pulse);
    tasks.show(pulse.history(), feed());
    latest = pulse;
    showHints();
  }

  private void showUnknown(List<UnknownTask> fresh) {
    unknown = fresh;
    showHints();
  }

  private void showStrikes(List<StrikeInForce> fresh) {
    strikes = fresh;
    showHints();
  }

  /** What is wrong comes first; that nothing is, is said too. */
  private void showHints() {
    Pulse pulse = latest;
    if (pulse == null) {
      return;
    }
    List<Hint> all = new Hints(pulse, unknown, strikes).all();
    hints.show(all, feed(), pulse.status().at());
    boolean known = !nobodyKnows.isWaiting() && !inForce.isWaiting();
    well.setVisible(known && all.stream().noneMatch(Hint::isTrouble));
  }

  private void showRunning(Page page) {
    running.show(page.records());
    afterRunning.show(
        After.of(page),
        after ->
            after.none()
                ? Html.empty("activity", "Nothing runs", "Due executions start here at once.")
                : all("running"));
  }

  private void showFailed(Page page) {
    failures.show(page.records());
    afterFailures.show(
        After.of(page),
        after ->
            after.none()
                ? Html.empty(
                    "circle-check", "No failures", "Executions that fail are kept here for days.")
                : all("failed"));
  }

  private Div all(String place) {
    return Html.div(
        "small",
        Urls.link(Urls.of("executions", feed(), Map.of("place", place)), Html.text("Show all")));
  }

  /** What stands below the rows: that there are none, or the way to more. */
  private record After(boolean none) {

    static @Nullable After of(Page page) {
      return page.records().isEmpty() || !page.next().isEmpty()
          ? new After(page.records().isEmpty())
          : null;
    }
  }
}
