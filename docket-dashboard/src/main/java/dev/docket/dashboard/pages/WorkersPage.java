package dev.docket.dashboard.pages;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.docket.ExecutionRecord;
import dev.docket.WorkerInfo;
import dev.docket.dashboard.feed.Readings;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Live;
import dev.docket.dashboard.ui.LivePage;
import dev.docket.dashboard.ui.Numbers;
import dev.docket.dashboard.ui.Times;
import dev.docket.dashboard.ui.Urls;
import dev.docket.operations.Page;
import dev.docket.operations.Place;
import dev.docket.operations.Query;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The workers that are alive: their heartbeat, their load, what they run and what they can run. */
@Route(value = "workers", layout = MainLayout.class)
public final class WorkersPage extends LivePage {

  private static final long serialVersionUID = 1;
  private static final int SHOWN_RUNS = 8;

  private final Div workers = Html.div("set-grid");
  private final transient Live<List<WorkerInfo>> live = live(this::show);
  private final transient Live<Page> running = live(this::showRunning);
  private final transient Map<String, WorkerCard> cards = new HashMap<>();
  private transient List<String> names = List.of("");
  private transient Map<String, List<ExecutionRecord>> runs = Map.of();

  /** Makes the page. */
  public WorkersPage() {
    super("Workers");
    add(Html.pageHead("Workers", "Alive now, by their heartbeats"), workers);
  }

  @Override
  protected void enter() {
    names = List.of("");
    watch(live, Readings.WORKERS);
    watch(running, new Readings.FirstPage(Query.in(Place.RUNNING), 200));
  }

  /** The cards stay where they are while the same workers live. */
  private void show(List<WorkerInfo> infos) {
    List<WorkerInfo> ordered =
        infos.stream().sorted(Comparator.comparing(WorkerInfo::name)).toList();
    List<String> fresh = ordered.stream().map(WorkerInfo::name).toList();
    if (!fresh.equals(names)) {
      names = fresh;
      cards.clear();
      workers.removeAll();
      for (WorkerInfo info : ordered) {
        WorkerCard card = new WorkerCard(info);
        cards.put(info.name(), card);
        workers.add(card.card);
      }
      if (fresh.isEmpty()) {
        workers.add(
            Html.empty(
                "server",
                "No worker is alive",
                "Start one: Worker.builder(docket).build().start(), or from the command line:"
                    + " docket worker --tasks com.example.Handlers"));
      }
    }
    for (WorkerInfo info : ordered) {
      cards.get(info.name()).show(info);
      cards.get(info.name()).runs(runs.getOrDefault(info.name(), List.of()));
    }
  }

  private void showRunning(Page page) {
    Map<String, List<ExecutionRecord>> fresh = new HashMap<>();
    for (ExecutionRecord execution : page.records()) {
      if (execution.worker() != null) {
        fresh.computeIfAbsent(execution.worker(), w -> new ArrayList<>()).add(execution);
      }
    }
    runs = fresh;
    cards.forEach((name, card) -> card.runs(fresh.getOrDefault(name, List.of())));
  }

  private final class WorkerCard {

    private final Times seen = Times.ago(null);
    private final Div load = Html.div("bar-row");
    private final Div rows = Html.div("rows small");
    private final Div card;
    private int shownRunning = -1;
    private List<String> shownKeys = List.of("");

    WorkerCard(WorkerInfo info) {
      card =
          Html.card(
              "set", info.name(), "", Html.div("secondary small", Html.text("heartbeat "), seen));
      card.add(load, rows);
      Div tasks = Html.div("chips");
      info.tasks().stream().sorted().forEach(t -> tasks.add(Html.text("chip", t)));
      card.add(tasks);
    }

    void show(WorkerInfo info) {
      seen.set(info.lastSeen());
      if (info.running() != shownRunning) {
        shownRunning = info.running();
        double part = info.concurrency() == 0 ? 0 : (double) info.running() / info.concurrency();
        load.removeAll();
        load.add(
            Html.div(
                "top",
                Html.text("Permits"),
                Html.text(
                    "num",
                    Numbers.of(info.running())
                        + " of "
                        + Numbers.of(info.concurrency())
                        + " busy")),
            Html.bar(part, part >= 1 ? "full" : ""));
      }
    }

    void runs(List<ExecutionRecord> executions) {
      List<String> keys = executions.stream().map(ExecutionRecord::key).toList();
      if (keys.equals(shownKeys)) {
        return;
      }
      shownKeys = keys;
      rows.removeAll();
      executions.stream()
          .limit(SHOWN_RUNS)
          .forEach(
              e ->
                  rows.add(
                      Html.div(
                          "top",
                          Urls.execution(feed(), e.key(), e.taskName()),
                          Html.text("mono secondary ellipsis", e.key()),
                          Times.age(e.startedAt()))));
      if (executions.size() > SHOWN_RUNS) {
        rows.add(Html.text("secondary", "and " + (executions.size() - SHOWN_RUNS) + " more"));
      }
    }
  }
}
