package dev.docket.dashboard.pages;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.grid.dataview.GridLazyDataView;
import dev.docket.ExecutionRecord;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.ui.Urls;
import dev.docket.operations.Page;
import dev.docket.operations.Place;
import dev.docket.operations.TaskInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table of executions that reads on while it is scrolled. It follows what happens while the
 * pointer and the keyboard are elsewhere and the top is shown; else only what is in the rows
 * changes, not their order.
 */
final class ExecutionGrid {

  private final Grid<ExecutionRecord> grid = new Grid<>();
  private final boolean showAll;
  private final ExecutionColumns columns;
  private Arguments arguments;
  private Consumer<ExecutionRecord> onRow = e -> {};
  private Runnable onChange = () -> {};
  private List<TaskInfo> tasks = List.of();
  private @Nullable DocketFeed feed;
  private @Nullable CursorList list;
  private @Nullable Place place;
  private String opened = "";
  private boolean held;
  private boolean keyboard;
  private boolean narrow;
  private int firstRow;

  ExecutionGrid(boolean showArguments) {
    showAll = showArguments;
    arguments = new Arguments(showAll, tasks);
    columns = new ExecutionColumns(grid, this::arguments, this::address, e -> onRow.accept(e));
    grid.addClassName("fill");
    grid.addThemeVariants(GridVariant.NO_BORDER);
    grid.setPageSize(CursorList.PAGE);
    grid.setSelectionMode(Grid.SelectionMode.NONE);
    grid.setPartNameGenerator(e -> e.key().equals(opened) ? "opened" : null);
    grid.addItemClickListener(e -> onRow.accept(e.getItem()));
    grid.getElement().addEventListener("mouseenter", e -> hold(true));
    grid.getElement().addEventListener("mouseleave", e -> hold(false));
    grid.getElement()
        .addEventListener("focusin", e -> keyboard = true)
        .setFilter("event.composedPath()[0].matches(':focus-visible')");
    grid.getElement().addEventListener("focusout", e -> keyboard = false);
    grid.setEmptyStateText("");
  }

  Grid<ExecutionRecord> component() {
    return grid;
  }

  Arguments arguments() {
    return arguments;
  }

  private String address(ExecutionRecord execution) {
    return Urls.of("execution", Objects.requireNonNull(feed), Map.of("key", execution.key()));
  }

  void onRow(Consumer<ExecutionRecord> onRow) {
    this.onRow = onRow;
  }

  /** Called when rows have come that were read on. */
  void onChange(Runnable onChange) {
    this.onChange = onChange;
  }

  void tasks(List<TaskInfo> infos) {
    if (!infos.equals(tasks)) {
      tasks = infos;
      arguments = new Arguments(showAll, infos);
      grid.getDataProvider().refreshAll();
    }
  }

  /** Shows a list from its top. */
  void show(CursorList list, DocketFeed feed) {
    show(list, feed, 0, "");
  }

  /** Shows a list again as it was left: from this row on, and which execution was opened. */
  void show(CursorList list, DocketFeed feed, int firstRow, String opened) {
    this.feed = feed;
    this.list = list;
    this.firstRow = firstRow;
    this.opened = opened;
    list.onChange(() -> changed(list));
    if (place != list.query().place()) {
      place = list.query().place();
      columns.arrange(place, narrow);
    }
    GridLazyDataView<ExecutionRecord> view =
        grid.setItems(query -> read(query.getOffset(), query.getLimit()), query -> list.expected());
    view.setIdentifierProvider(ExecutionRecord::key);
    if (firstRow > 0) {
      grid.scrollToIndex(firstRow);
    }
  }

  @SuppressWarnings("ReferenceEquality") // another list of the same query is not this one
  private void changed(CursorList which) {
    if (which == list) {
      grid.getDataProvider().refreshAll();
      onChange.run();
    }
  }

  private Stream<ExecutionRecord> read(int offset, int limit) {
    if (list == null || feed == null) {
      return Stream.of();
    }
    if (feed.isSilent()) {
      list.interrupt();
    }
    return list.window(offset, limit).stream();
  }

  /** On a phone there are few columns. */
  void narrow(boolean narrow) {
    if (this.narrow != narrow) {
      this.narrow = narrow;
      if (place != null) {
        columns.arrange(place, narrow);
      }
    }
  }

  /** While held, rows stay where they are. */
  void hold(boolean held) {
    this.held = held;
  }

  /** Where the table is scrolled to, as the browser tells. */
  void scrolled(int firstRow) {
    this.firstRow = firstRow;
  }

  /** Remembers what is shown for when somebody comes back to this window. */
  void keep(UI ui) {
    if (list != null && feed != null && list.isStarted()) {
      KeptList.keep(ui, feed, list, firstRow);
    }
  }

  int size() {
    return list == null ? 0 : list.size();
  }

  boolean isSearch() {
    return list != null && !list.query().isForAll();
  }

  boolean isStarted() {
    return list != null && list.isStarted();
  }

  boolean isEmpty() {
    return size() == 0 && (list == null || !list.hasMore());
  }

  boolean hasMore() {
    return list == null || list.hasMore();
  }

  boolean isInterrupted() {
    return list != null && list.isInterrupted();
  }

  boolean isCut() {
    return list != null && list.isCut();
  }

  boolean isReading() {
    return list != null && list.isReading();
  }

  boolean mayGoOn() {
    return list != null && list.mayGoOn();
  }

  void goOn() {
    if (list != null) {
      list.goOn();
    }
  }

  /** Takes over a first page as far as that moves nothing; returns how many rows are not shown. */
  int follow(Page first) {
    if (list == null) {
      return 0;
    }
    if (list.isInterrupted() || !list.isStarted()) {
      list.resume(first);
      grid.getDataProvider().refreshAll();
    }
    boolean same = list.startsWith(first);
    if (!same && !held && !keyboard && firstRow == 0 && !list.wentOn()) {
      restart(first);
      return 0;
    }
    list.update(first).forEach(grid.getDataProvider()::refreshItem);
    return same ? 0 : list.unseen(first);
  }

  /** Takes over what became of one execution that may be anywhere in the list. */
  void follow(ExecutionRecord one) {
    if (list != null && list.update(one)) {
      grid.getDataProvider().refreshItem(one);
    }
  }

  void restart(Page first) {
    if (list != null) {
      list.restart(first);
      grid.getDataProvider().refreshAll();
    }
  }
}
