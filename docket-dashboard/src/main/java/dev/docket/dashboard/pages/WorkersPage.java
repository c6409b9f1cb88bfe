package dev.docket.dashboard.pages;

import static java.util.Objects.requireNonNull;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.docket.ExecutionRecord;
import dev.docket.WorkerInfo;
import dev.docket.dashboard.feed.Kinds;
import dev.docket.dashboard.feed.Readings;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Live;
import dev.docket.dashboard.ui.LivePage;
import dev.docket.dashboard.ui.Numbers;
import dev.docket.dashboard.ui.Times;
import dev.docket.dashboard.ui.Urls;
import dev.docket.operations.LostWorker;
import dev.docket.operations.Page;
import dev.docket.operations.Place;
import dev.docket.operations.Query;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The workers that are alive: their heartbeat, their load, what they run and what they can run; and
 * those that were lost lately.
 */
@Route(value = "workers", layout = MainLayout.class)
public final class WorkersPage extends LivePage {

  private static final long serialVersionUID = 1;
  private static final int SHOWN_RUNS = 8;

  private final Div workers = Html.div("set-grid");
  private final transient LostCard lost = new LostCard();
  private final transient Live<List<WorkerInfo>> live = live(this::show);
  private final transient Live<Page> running = live(this::showRunning);
  private final transient Live<Kinds.Found> failed = live(this::showFailed);
  private final transient Live<List<LostWorker>> lostLately = live(lost::show);
  private final transient Map<String, WorkerCard> cards = new HashMap<>();
  private transient List<String> names = List.of("");
  private transient Map<String, List<ExecutionRecord>> runs = Map.of();
  private transient Kinds.@Nullable Found failures;

  /** Makes the page. */
  public WorkersPage() {
    super("Workers");
    add(Html.pageHead("Workers", "Alive now, by their heartbeats"), workers, lost.component());
  }

  @Override
  protected void enter() {
    names = List.of("");
    watch(live, Readings.WORKERS);
    watch(running, new Readings.FirstPage(Query.in(Place.RUNNING), 200));
    watch(failed, new Kinds(Place.FAILED));
    watch(lostLately, Readings.LOST_WORKERS);
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
      requireNonNull(cards.get(info.name())).show(info);
      cards.get(info.name()).runs(runs.getOrDefault(info.name(), List.of()));
      cards.get(info.name()).failed(failures);
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

  /** The worker that fails more than the others is the sick one. */
  private void showFailed(Kinds.Found fresh) {
    failures = fresh;
    cards.values().forEach(card -> card.failed(fresh));
  }

  private final class WorkerCard {

    private final Times seen = Times.ago(null);
    private final Div load = Html.div("bar-row");
    private final Part failed = new Part();
    private final Div rows = Html.div("rows small");
    private final String name;
    private final Div card;
    private int shownRunning = -1;
    private List<String> shownKeys = List.of("");

    WorkerCard(WorkerInfo info) {
      name = info.name();
      card =
          Html.card(
              "set", info.name(), "", Html.div("secondary small", Html.text("heartbeat "), seen));
      card.add(load, failed, rows);
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

    /** Its share of the latest failures, and the way to them. */
    void failed(Kinds.@Nullable Found failures) {
      if (failures == null || failures.looked() == 0) {
        failed.show(null, text -> failed);
        return;
      }
      long own = failures.workers().getOrDefault(name, 0L);
      String all =
          Numbers.of(failures.looked()) + (failures.looked() == 1 ? " failure" : " failures");
      String text = (own == 0 ? "None" : Numbers.of(own)) + " of the latest " + all;
      Map<String, String> ownFailures = Map.of("place", "failed", "q", name);
      failed.show(
          text,
          t ->
              own == 0
                  ? Html.text("secondary small", t)
                  : Urls.link(Urls.of("executions", feed(), ownFailures), Html.text("small", t)));
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
