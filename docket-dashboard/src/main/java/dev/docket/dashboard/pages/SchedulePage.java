package dev.docket.dashboard.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.grid.dataview.GridListDataView;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.docket.ExecutionState;
import dev.docket.dashboard.feed.Readings;
import dev.docket.dashboard.ui.Ask;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Live;
import dev.docket.dashboard.ui.LivePage;
import dev.docket.dashboard.ui.Narrow;
import dev.docket.dashboard.ui.Times;
import dev.docket.dashboard.ui.Urls;
import dev.docket.operations.HistoryEntry;
import dev.docket.operations.Recurring;
import java.util.ArrayList;
import java.util.List;

/** What repeats by itself, and when it runs next. */
@Route(value = "schedule", layout = MainLayout.class)
public final class SchedulePage extends LivePage {

  private static final long serialVersionUID = 1;

  private final Grid<Recurring> grid = new Grid<>();
  private final Div none =
      Html.empty(
          "calendar-clock",
          "Nothing repeats",
          "Put @Perpetual(every = \"5m\") or @Cron(\"0 9 * * 1\") on a task's record. A live worker"
              + " that knows it makes it appear here.");
  private final transient Live<List<Recurring>> live = live(this::show);
  private final transient List<Recurring> chains = new ArrayList<>();
  private final transient GridListDataView<Recurring> rows = grid.setItems(chains);
  private boolean narrow;

  /** Makes the page. */
  public SchedulePage() {
    super("Schedule");
    add(Html.pageHead("Schedule", "Perpetual and cron tasks, and when they run next"), grid, none);
    grid.addThemeVariants(GridVariant.NO_BORDER);
    grid.setSelectionMode(Grid.SelectionMode.NONE);
    grid.setAllRowsVisible(true);
    none.setVisible(false);
    rows.setIdentifierProvider(SchedulePage::id);
    Grid.Column<Recurring> task =
        grid.addComponentColumn(this::name).setHeader("Task").setFlexGrow(2).setWidth("11rem");
    Grid.Column<Recurring> repeats =
        grid.addComponentColumn(SchedulePage::cadence)
            .setHeader("Repeats")
            .setFlexGrow(1)
            .setWidth("13.5rem");
    Grid.Column<Recurring> next =
        grid.addComponentColumn(this::next).setHeader("Next run").setFlexGrow(0).setWidth("10rem");
    Grid.Column<Recurring> state =
        grid.addComponentColumn(SchedulePage::state)
            .setHeader("State")
            .setFlexGrow(0)
            .setWidth("8.5rem");
    Grid.Column<Recurring> last =
        grid.addComponentColumn(SchedulePage::lastRun)
            .setHeader("Last run")
            .setFlexGrow(4)
            .setWidth("12rem");
    Grid.Column<Recurring> actions =
        operator().mayAct()
            ? grid.addComponentColumn(this::actions).setHeader("").setFlexGrow(0).setWidth("9rem")
            : null;
    Narrow.watch(
        this,
        narrow -> {
          this.narrow = narrow;
          List.of(repeats, state, last).forEach(column -> column.setVisible(!narrow));
          task.setWidth(narrow ? "8rem" : "11rem");
          next.setWidth(narrow ? "8rem" : "10rem");
          if (actions != null) {
            actions.setWidth(narrow ? "4rem" : "9rem");
          }
          grid.getDataProvider().refreshAll();
        });
  }

  @Override
  protected void enter() {
    watch(live, Readings.RECURRING);
  }

  private void show(List<Recurring> fresh) {
    if (keys(fresh).equals(keys(chains))) {
      follow(fresh);
    } else {
      chains.clear();
      chains.addAll(fresh);
      rows.refreshAll();
    }
    grid.setVisible(!fresh.isEmpty());
    none.setVisible(fresh.isEmpty());
  }

  /** Only what has changed is made anew: what is focused elsewhere stays so. */
  private void follow(List<Recurring> fresh) {
    for (int i = 0; i < fresh.size(); i++) {
      if (!fresh.get(i).equals(chains.set(i, fresh.get(i)))) {
        rows.refreshItem(fresh.get(i));
      }
    }
  }

  private static List<Object> keys(List<Recurring> chains) {
    return chains.stream().map(SchedulePage::id).toList();
  }

  private static Object id(Recurring chain) {
    return List.of(chain.taskName(), chain.key());
  }

  private Component name(Recurring chain) {
    Div lines = Html.div("two-lines", Urls.execution(feed(), chain.key(), chain.taskName()));
    if (narrow) {
      lines.add(Html.text("mono secondary", chain.cadence()));
      HistoryEntry last = chain.lastRun();
      if (last != null && !RunText.of(last).tone().isEmpty()) {
        lines.add(ended(RunText.of(last), last));
      }
    } else {
      lines.add(Html.text("secondary", chain.automatic() ? "started by workers" : chain.key()));
    }
    return lines;
  }

  private static Component cadence(Recurring chain) {
    Span text = Html.text("mono", chain.cadence());
    text.setTitle(chain.cadence());
    return text;
  }

  private Component next(Recurring chain) {
    if (chain.nextRun() == null) {
      return Html.text(
          "secondary", chain.state() == ExecutionState.RUNNING ? "runs now" : "not on the docket");
    }
    Span when =
        chain.state() == ExecutionState.QUEUED
            ? new Span(Html.text("waits for "), Times.age(chain.nextRun()))
            : new Span(Times.until(chain.nextRun()));
    return Html.div("two-lines", when, Times.clock(chain.nextRun()));
  }

  private static Component state(Recurring chain) {
    return chain.state() == null ? new Span("–") : Html.state(chain.state(), false);
  }

  /** How it ended, when, and where, or why it failed or did not run. */
  private static Component lastRun(Recurring chain) {
    HistoryEntry last = chain.lastRun();
    if (last == null) {
      return Html.text("secondary", "none that is known of");
    }
    RunText text = RunText.of(last);
    Span more = Html.text("secondary lines", text.about());
    more.setTitle(last.detail() == null ? text.about() : last.detail());
    return Html.div("two-lines", ended(text, last), more);
  }

  private static Span ended(RunText text, HistoryEntry last) {
    return new Span(Html.text(text.tone(), text.how() + " "), Times.ago(last.at()));
  }

  private Component actions(Recurring chain) {
    Button now =
        new Button(
            narrow ? "" : "Run now",
            Html.icon("zap"),
            e ->
                Ask.before(
                    "Run " + chain.taskName() + " now?",
                    "Its next run becomes due at once; the cadence goes on from there.",
                    "Run now",
                    false,
                    () -> operator().runNow(chain.key())));
    now.setAriaLabel("Run " + chain.taskName() + " now");
    now.addThemeVariants(ButtonVariant.SMALL);
    now.setVisible(chain.state() == ExecutionState.SCHEDULED);
    return now;
  }
}
