package dev.docket.dashboard.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.docket.dashboard.ui.Ask;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Live;
import dev.docket.dashboard.ui.LivePage;
import dev.docket.dashboard.ui.Narrow;
import dev.docket.dashboard.ui.Times;
import dev.docket.operations.AuditEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who did what to the docket by way of a dashboard. */
@Route(value = "audit", layout = MainLayout.class)
public final class AuditPage extends LivePage {

  private static final long serialVersionUID = 1;

  private final Grid<AuditEntry> grid = new Grid<>();
  private final Div none =
      Html.empty(
          "scroll-text",
          "Nobody has done anything yet",
          "Every action on these pages is noted here with who, what and what came of it: the latest"
              + " 10,000, for 90 days.");
  private final transient Live<List<AuditEntry>> live = live(this::show);
  private transient @Nullable List<AuditEntry> shown;

  /** Makes the page. */
  public AuditPage() {
    super("Audit log");
    Button clear = new Button("Clear the docket", Html.icon("trash-2"), e -> askClear());
    clear.addThemeName("error");
    clear.setVisible(operator().mayAct());
    add(
        Html.pageHead("Audit log", "What was done on these pages, newest first", clear),
        grid,
        none);
    grid.addThemeVariants(GridVariant.NO_BORDER);
    grid.addClassName("fill");
    grid.setSelectionMode(Grid.SelectionMode.NONE);
    none.setVisible(false);
    grid.addComponentColumn(e -> Times.clock(e.at()))
        .setHeader("When")
        .setWidth("9.5rem")
        .setFlexGrow(0);
    List<Grid.Column<AuditEntry>> wide =
        List.of(
            grid.addColumn(AuditEntry::who).setHeader("Who").setWidth("7rem").setFlexGrow(0),
            grid.addComponentColumn(e -> Html.text("strong", e.action()))
                .setHeader("Action")
                .setWidth("9rem"),
            grid.addComponentColumn(e -> titled("mono", e.target()))
                .setHeader("Target")
                .setFlexGrow(3)
                .setWidth("12rem"),
            grid.addComponentColumn(e -> titled("", e.outcome()))
                .setHeader("Outcome")
                .setFlexGrow(2)
                .setWidth("10rem"));
    Grid.Column<AuditEntry> all = grid.addComponentColumn(AuditPage::lines).setHeader("What");
    all.setVisible(false);
    Narrow.watch(
        this,
        narrow -> {
          wide.forEach(column -> column.setVisible(!narrow));
          all.setVisible(narrow);
        });
  }

  /** In a column that may be too narrow for it. */
  private static Component titled(String classes, String text) {
    Span span = Html.text(classes, text);
    span.setTitle(text);
    return span;
  }

  private static Component lines(AuditEntry entry) {
    return Html.div(
        "two-lines",
        Html.text("strong", entry.action()),
        Html.text("mono", entry.target()),
        Html.text("secondary", entry.outcome() + " · " + entry.who()));
  }

  private void askClear() {
    Ask.before(
        "Clear docket " + feed().name() + "?",
        "All pending work is removed: scheduled, queued and parked executions. What runs finishes;"
            + " strikes and the records of what has ended stay. This cannot be undone.",
        "Remove all pending work",
        true,
        () -> operator().clear());
  }

  @Override
  protected void enter() {
    watch(live, feed().audit());
  }

  private void show(List<AuditEntry> entries) {
    if (entries.equals(shown)) {
      return;
    }
    shown = entries;
    grid.setItems(entries);
    grid.setVisible(!entries.isEmpty());
    none.setVisible(entries.isEmpty());
  }
}
