package dev.docket.dashboard.pages;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.Route;
import dev.docket.dashboard.feed.Pulse;
import dev.docket.dashboard.feed.Readings;
import dev.docket.dashboard.ui.Ask;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Live;
import dev.docket.dashboard.ui.LivePage;
import dev.docket.dashboard.ui.Narrow;
import dev.docket.dashboard.ui.Numbers;
import dev.docket.dashboard.ui.Urls;
import dev.docket.operations.Page;
import dev.docket.operations.Place;
import dev.docket.operations.Query;
import dev.docket.operations.Status;
import dev.docket.operations.TaskInfo;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The executions of one place, with search and filters, all of it in the address. */
@Route(value = "executions", layout = MainLayout.class)
public final class ExecutionsPage extends LivePage {

  private static final long serialVersionUID = 1;

  private final PlaceTabs tabs = new PlaceTabs();
  private final TextField search = new TextField();
  private final ComboBox<String> task = new ComboBox<>();
  private final Button bulk = new Button();
  private final Button newer = new Button();
  private final Span found = Html.text("secondary small", "");
  private final Button further = new Button("Search further");
  private final transient ExecutionGrid grid;
  private final Div none = Html.div("none");
  private final transient Live<Pulse> pulse = live(this::showCounts);
  private final transient Live<Page> first = live(this::showFirst);
  private final transient Live<List<TaskInfo>> tasks = live(this::showTasks);
  private transient Query query = Query.in(Place.RUNNING);
  private transient @Nullable Page waiting;
  private transient @Nullable Status status;
  private transient List<String> knownTasks = List.of();

  /** Makes the page. */
  public ExecutionsPage() {
    super("Executions");
    grid = new ExecutionGrid(all().options().showArguments());
    add(
        Html.pageHead("Executions", "Everything on the docket, by where it is", bulk),
        tabs,
        toolbar(),
        newer,
        grid.component(),
        none);
    newer.addClassName("pill");
    newer.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.SMALL);
    newer.addClickListener(e -> showNewer());
    newer.setVisible(false);
    Narrow.watch(this, grid::narrow);
    grid.onRow(execution -> RowActions.open(execution, feed(), operator(), grid.arguments()));
  }

  private Div toolbar() {
    search.setPlaceholder("Key, worker, error or argument");
    search.setAriaLabel("Search");
    search.setPrefixComponent(Html.icon("search"));
    search.setClearButtonVisible(true);
    search.setValueChangeMode(ValueChangeMode.LAZY);
    search.setValueChangeTimeout(400);
    search.addClassName("search");
    search.addValueChangeListener(e -> filtered(e.isFromClient()));
    task.setPlaceholder("Any task");
    task.setAriaLabel("Task");
    task.setClearButtonVisible(true);
    task.setAllowCustomValue(true);
    task.addCustomValueSetListener(
        e -> {
          task.setValue(e.getDetail());
          filtered(true);
        });
    task.addValueChangeListener(e -> filtered(e.isFromClient()));
    further.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
    further.setVisible(false);
    further.addClickListener(
        e -> {
          grid.goOn();
          showFound();
        });
    return Html.div("toolbar", search, task, found, further);
  }

  /** The address is the state: a change of a field is a change of the address. */
  private void filtered(boolean byUser) {
    if (byUser) {
      UI.getCurrent()
          .navigate(
              ExecutionsPage.class,
              Urls.parameters(
                  feed(),
                  Map.of(
                      "place",
                      word(query.place()),
                      "task",
                      task.getValue() == null ? "" : task.getValue(),
                      "q",
                      search.getValue().strip())));
    }
  }

  @Override
  protected void enter() {
    String wantedTask = parameter("task");
    String text = parameter("q");
    query =
        new Query(
            place(parameter("place")),
            wantedTask.isEmpty() ? null : wantedTask,
            text.isEmpty() ? null : text,
            all().options().showArguments() ? Query.Arguments.ALL : Query.Arguments.LOGGED);
    if (!search.getValue().strip().equals(text)) {
      search.setValue(text);
    }
    offer(wantedTask);
    tabs.show(feed(), query);
    waiting = null;
    newer.setVisible(false);
    grid.show(new CursorList(feed().docket(), query), feed());
    showFound();
    bulk();
    watch(pulse, feed().pulse());
    watch(tasks, Readings.TASKS);
    watch(first, new Readings.FirstPage(query, CursorList.PAGE));
  }

  private void offer(String wanted) {
    List<String> items =
        wanted.isEmpty() || knownTasks.contains(wanted)
            ? knownTasks
            : java.util.stream.Stream.concat(
                    knownTasks.stream(), java.util.stream.Stream.of(wanted))
                .toList();
    task.setItems(items);
    task.setValue(wanted.isEmpty() ? null : wanted);
  }

  static Place place(String word) {
    for (Place place : Place.values()) {
      if (word(place).equals(word)) {
        return place;
      }
    }
    return Place.RUNNING;
  }

  static String word(Place place) {
    return place.name().toLowerCase(Locale.ROOT);
  }

  private void showCounts(Pulse pulse) {
    status = pulse.status();
    tabs.counts(status);
  }

  private void showTasks(List<TaskInfo> infos) {
    grid.tasks(infos);
    List<String> names = infos.stream().map(TaskInfo::name).toList();
    if (!names.equals(knownTasks)) {
      knownTasks = names;
      offer(parameter("task"));
    }
  }

  /** Follows, unless that would move rows under the cursor: then it offers to. */
  private void showFirst(Page page) {
    int unseen = grid.follow(page);
    waiting = unseen > 0 ? page : null;
    newer.setVisible(unseen > 0);
    if (unseen > 0) {
      newer.setText(Numbers.of(unseen) + (page.next().isEmpty() ? "" : "+") + " new · show");
    }
    showFound();
  }

  private void showNewer() {
    if (waiting != null) {
      grid.restart(waiting);
      waiting = null;
    }
    newer.setVisible(false);
    showFound();
  }

  private void showFound() {
    boolean search = query.task() != null || query.text() != null;
    boolean empty = grid.isEmpty();
    grid.component().setVisible(!empty);
    none.setVisible(empty);
    bulk.setEnabled(!empty);
    if (empty) {
      none.removeAll();
      none.add(Placeholders.none(query));
    }
    found.setText(search && !grid.isInterrupted() ? found() : "");
    further.setVisible(search && grid.isCut());
  }

  private String found() {
    return Numbers.of(grid.size()) + (grid.isCut() ? " found so far" : " shown");
  }

  private void bulk() {
    boolean failed = query.place() == Place.FAILED;
    boolean possible = failed || !query.place().isTerminal();
    bulk.setVisible(operator().mayAct() && possible);
    bulk.setText(failed ? "Requeue all" : "Cancel all");
    bulk.setIcon(Html.icon(failed ? "rotate-ccw" : "list-x"));
    bulk.getElement().getThemeList().set("error", !failed);
    if (bulkListener != null) {
      bulkListener.remove();
    }
    bulkListener = bulk.addClickListener(e -> askBulk(failed));
  }

  private com.vaadin.flow.shared.@Nullable Registration bulkListener;

  /** As far as the page knows without reading more. */
  private String number(Query which) {
    boolean search = which.task() != null || which.text() != null;
    if (!search && status != null) {
      return Numbers.of(PlaceTabs.count(status, which.place()));
    }
    boolean all = !grid.isCut() && grid.size() < CursorList.PAGE;
    return (all ? "" : "at least ") + Numbers.of(grid.size());
  }

  private void askBulk(boolean failed) {
    Query which = query;
    String what =
        "All executions that are "
            + word(which.place())
            + (which.task() == null ? "" : ", of task " + which.task())
            + (which.text() == null ? "" : ", that contain \"" + which.text() + "\"")
            + " ("
            + number(which)
            + " now)"
            + (failed
                ? ", run again from attempt 1. At most 10,000 at a time."
                : ", are cancelled. They are not retried. At most 10,000 at a time.");
    Ask.before(
        failed ? "Requeue all that match?" : "Cancel all that match?",
        what,
        failed ? "Requeue all" : "Cancel all",
        !failed,
        () -> failed ? operator().requeueAll(which) : operator().cancelAll(which));
  }
}
