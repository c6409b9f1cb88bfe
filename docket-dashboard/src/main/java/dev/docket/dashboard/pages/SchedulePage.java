package dev.docket.dashboard.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
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
import dev.docket.operations.Recurring;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
  private transient @Nullable List<Recurring> shown;
  private boolean narrow;

  /** Makes the page. */
  public SchedulePage() {
    super("Schedule");
    add(Html.pageHead("Schedule", "Perpetual and cron tasks, and when they run next"), grid, none);
    grid.addThemeVariants(GridVariant.NO_BORDER);
    grid.setSelectionMode(Grid.SelectionMode.NONE);
    grid.setAllRowsVisible(true);
    none.setVisible(false);
    Grid.Column<Recurring> task =
        grid.addComponentColumn(this::name).setHeader("Task").setFlexGrow(2).setWidth("11rem");
    Grid.Column<Recurring> repeats =
        grid.addComponentColumn(SchedulePage::cadence)
            .setHeader("Repeats")
            .setFlexGrow(4)
            .setWidth("13rem");
    Grid.Column<Recurring> next =
        grid.addComponentColumn(this::next).setHeader("Next run").setWidth("10rem");
    Grid.Column<Recurring> state =
        grid.addComponentColumn(SchedulePage::state).setHeader("State").setWidth("8rem");
    Grid.Column<Recurring> worker =
        grid.addComponentColumn(
                r -> Html.text("secondary", Objects.requireNonNullElse(r.worker(), "–")))
            .setHeader("Last worker")
            .setWidth("8rem");
    Grid.Column<Recurring> actions =
        operator().mayAct()
            ? grid.addComponentColumn(this::actions).setHeader("").setFlexGrow(0).setWidth("9rem")
            : null;
    Narrow.watch(
        this,
        narrow -> {
          this.narrow = narrow;
          List.of(repeats, state, worker).forEach(column -> column.setVisible(!narrow));
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
    if (fresh.equals(shown)) {
      return;
    }
    shown = fresh;
    grid.setItems(fresh);
    grid.setVisible(!fresh.isEmpty());
    none.setVisible(fresh.isEmpty());
  }

  private Component name(Recurring chain) {
    Div lines = Html.div("two-lines", Urls.execution(feed(), chain.key(), chain.taskName()));
    lines.add(
        narrow
            ? Html.text("mono secondary", chain.cadence())
            : Html.text("secondary", chain.automatic() ? "started by workers" : chain.key()));
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
    return Html.div("two-lines", Times.until(chain.nextRun()), Times.clock(chain.nextRun()));
  }

  private static Component state(Recurring chain) {
    return chain.state() == null ? new Span("–") : Html.state(chain.state(), false);
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
