package dev.docket.dashboard.pages;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.Route;
import dev.docket.ExecutionRecord;
import dev.docket.dashboard.feed.Kinds;
import dev.docket.dashboard.feed.Pulse;
import dev.docket.dashboard.feed.Readings;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Live;
import dev.docket.dashboard.ui.LivePage;
import dev.docket.dashboard.ui.Narrow;
import dev.docket.dashboard.ui.Numbers;
import dev.docket.dashboard.ui.Urls;
import dev.docket.operations.ErrorKind;
import dev.docket.operations.Page;
import dev.docket.operations.Place;
import dev.docket.operations.Query;
import dev.docket.operations.TaskInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The executions of one place, with search and filters, all of it in the address. */
@Route(value = "executions", layout = MainLayout.class)
public final class ExecutionsPage extends LivePage implements BeforeLeaveObserver {

  private static final long serialVersionUID = 1;

  private final PlaceTabs tabs = new PlaceTabs();
  private final transient SearchBar search = new SearchBar(this::searched, this::goOn);
  private final transient KindsBar kinds = new KindsBar();
  private final Button newer = new Button();
  private final transient ExecutionGrid grid;
  private final transient BulkAction bulk;
  private final Div none = Html.div("none");
  private final transient Live<Pulse> pulse = live(this::showCounts);
  private final transient Live<Page> first = live(this::showFirst);
  private final transient Live<Optional<ExecutionRecord>> opened = live(this::showOpened);
  private final transient Live<List<TaskInfo>> tasks = live(this::showTasks);
  private final transient Live<Kinds.Found> composition = live(this::showKinds);
  private transient Query query = Query.in(Place.RUNNING);
  private transient @Nullable Page waiting;

  /** Makes the page. */
  public ExecutionsPage() {
    super("Executions");
    grid = new ExecutionGrid(all().options().showArguments());
    bulk = new BulkAction(grid, this::operator);
    add(
        Html.pageHead("Executions", "Everything on the docket, by where it is", bulk.component()),
        tabs,
        search.component(),
        kinds.component(),
        newer,
        grid.component(),
        new FirstRow(grid::scrolled),
        none);
    newer.addClassName("pill");
    newer.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.SMALL);
    newer.addClickListener(e -> showNewer());
    newer.setVisible(false);
    Narrow.watch(this, grid::narrow);
    grid.onRow(execution -> RowActions.open(execution, feed(), operator(), grid.arguments()));
    grid.onChange(this::showFound);
  }

  /** The address is the state: a change of a field is a change of the address. */
  private void searched(Query wanted) {
    UI.getCurrent().navigate(ExecutionsPage.class, Urls.parameters(feed(), parameters(wanted)));
  }

  @Override
  protected void enter() {
    query = asked();
    search.show(query);
    tabs.show(feed(), query);
    bulk.show(query, feed());
    kinds.show(query, feed());
    waiting = null;
    newer.setVisible(false);
    showList();
    showFound();
    watch(pulse, feed().pulse());
    watch(tasks, Readings.TASKS);
    watch(first, new Readings.FirstPage(query, CursorList.PAGE));
    Kinds wanted = KindsBar.of(query);
    if (wanted == null) {
      composition.unwatch();
    } else {
      watch(composition, wanted);
    }
  }

  /** Back from an execution, the list is as it was left; else it starts at its top. */
  private void showList() {
    UI ui = UI.getCurrent();
    KeptList kept = KeptList.of(ui);
    grid.keep(ui);
    if (kept != null && kept.isOf(feed(), query) && (isEnteredByHistory() || kept.isWanted())) {
      grid.show(kept.list(), feed(), kept.firstRow(), kept.opened());
      if (!kept.opened().isEmpty()) {
        watch(opened, new Readings.One(kept.opened()));
      }
    } else {
      grid.show(new CursorList(query, PageReader.of(feed(), ui)), feed());
      opened.unwatch();
    }
  }

  @Override
  public void beforeLeave(BeforeLeaveEvent event) {
    if (event.getNavigationTarget() != ExecutionsPage.class) {
      grid.keep(event.getUI());
    }
  }

  private void showOpened(Optional<ExecutionRecord> execution) {
    execution.ifPresent(grid::follow);
  }

  static Place place(String word) {
    for (Place place : Place.values()) {
      if (word(place).equals(word)) {
        return place;
      }
    }
    return Place.RUNNING;
  }

  /** What the address asks for. */
  private Query asked() {
    String task = parameter("task");
    String text = parameter("q");
    String error = parameter("error");
    return new Query(
        place(parameter("place")),
        task.isEmpty() ? null : task,
        text.isEmpty() ? null : text,
        all().options().showArguments() ? Query.Arguments.ALL : Query.Arguments.LOGGED,
        error.isEmpty() ? null : new ErrorKind(error));
  }

  /** The parameters of an address, always in the same order. */
  static Map<String, String> parameters(Query query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("place", word(query.place()));
    parameters.put("task", Objects.requireNonNullElse(query.task(), ""));
    parameters.put("q", Objects.requireNonNullElse(query.text(), ""));
    parameters.put("error", query.error() == null ? "" : query.error().text());
    return parameters;
  }

  static String word(Place place) {
    return place.name().toLowerCase(Locale.ROOT);
  }

  private void showKinds(Kinds.Found found) {
    kinds.show(found, query, feed());
  }

  private void showCounts(Pulse pulse) {
    tabs.counts(pulse.status());
    bulk.counts(pulse.status());
  }

  private void showTasks(List<TaskInfo> infos) {
    grid.tasks(infos);
    search.tasks(infos.stream().map(TaskInfo::name).toList());
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

  private void goOn() {
    grid.goOn();
    showFound();
  }

  private void showFound() {
    boolean empty = grid.isEmpty();
    grid.component().setVisible(!empty);
    none.setVisible(empty);
    if (empty) {
      none.removeAll();
      none.add(Placeholders.none(query));
    }
    bulk.follow();
    search.showFound(grid);
  }
}
