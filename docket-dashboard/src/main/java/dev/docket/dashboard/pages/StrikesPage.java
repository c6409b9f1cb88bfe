package dev.docket.dashboard.pages;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.docket.Strike;
import dev.docket.dashboard.feed.Readings;
import dev.docket.dashboard.ui.Ask;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Live;
import dev.docket.dashboard.ui.LivePage;
import dev.docket.dashboard.ui.Times;
import dev.docket.operations.Preview;
import dev.docket.operations.StrikeInForce;
import dev.docket.operations.TaskInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is switched off, by whom and why, and a form to switch something off. */
@Route(value = "strikes", layout = MainLayout.class)
public final class StrikesPage extends LivePage {

  private static final long serialVersionUID = 1;

  private final Div rows = Html.div("rows");
  private final transient StrikeForm form = new StrikeForm(this::count);
  private final transient Live<List<StrikeInForce>> strikes = live(this::show);
  private final transient Live<List<TaskInfo>> tasks = live(form::tasks);
  private final transient Live<Preview> hits = live(form::hits);
  private transient @Nullable List<StrikeInForce> shown;

  /** Makes the page. */
  public StrikesPage() {
    super("Strikes");
    add(
        Html.pageHead(
            "Strikes",
            "What is switched off: struck executions are refused when added and cancelled when"
                + " their turn comes"));
    Div inForce = Html.card("", "In force", "Everywhere within a second, until restored");
    inForce.add(rows);
    Div left = Html.div("column", inForce);
    Div columns = Html.div("columns", left);
    if (operator().mayAct()) {
      columns.add(Html.div("column", form.component()));
    } else {
      columns.addClassName("single");
    }
    add(columns);
  }

  @Override
  protected void enter() {
    form.show(
        feed(),
        operator(),
        parameter("task"),
        parameter("parameter"),
        parameter("operator"),
        parameter("value"));
    watch(strikes, Readings.STRIKES);
    watch(tasks, Readings.TASKS);
  }

  private void count(@Nullable Strike strike) {
    if (strike == null) {
      hits.unwatch();
    } else {
      watch(hits, new Readings.Hits(strike));
    }
  }

  private void show(List<StrikeInForce> inForce) {
    form.inForce(inForce);
    if (inForce.equals(shown)) {
      return;
    }
    shown = inForce;
    rows.removeAll();
    if (inForce.isEmpty()) {
      rows.add(
          Html.empty(
              "ban",
              "Nothing is switched off",
              operator().mayAct()
                  ? "Strike a task, a customer or any other argument with the form, or from the"
                      + " menu of a row under Executions."
                  : "Strikes that are made elsewhere appear here at once."));
    }
    inForce.reversed().forEach(s -> rows.add(row(s)));
  }

  private Div row(StrikeInForce strike) {
    Div what = Html.div("what", StrikeText.of(strike.strike()));
    Div about = Html.div("about secondary small");
    if (strike.reason() != null && !strike.reason().isBlank()) {
      about.add(Html.text("reason", strike.reason()));
    }
    if (strike.author() != null && !strike.author().isBlank()) {
      about.add(Html.text("by " + strike.author()));
    }
    if (strike.at() != null) {
      about.add(Times.ago(strike.at()));
    }
    Div row = Html.div("strike-row", Html.div("grow", what, about));
    if (operator().mayAct()) {
      row.add(restore(strike.strike()));
    }
    return row;
  }

  /** One click: a strike that was taken back by mistake is made again as fast. */
  private Button restore(Strike strike) {
    Button restore =
        new Button("Restore", Html.icon("undo-2"), e -> Ask.run(() -> operator().restore(strike)));
    restore.addThemeVariants(ButtonVariant.SMALL);
    restore.setAriaLabel("Restore " + strike);
    return restore;
  }
}
