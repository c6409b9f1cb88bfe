package dev.docket.dashboard.pages;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.data.renderer.LitRenderer;
import dev.docket.ExecutionRecord;
import dev.docket.ProgressState;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Times;
import dev.docket.dashboard.ui.Urls;
import dev.docket.operations.Page;
import dev.docket.operations.Place;
import dev.docket.operations.TaskInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A table of executions that reads on while it is scrolled. It follows what happens while the
 * pointer is elsewhere and the top is shown; else only what is in the rows changes, not their
 * order.
 */
final class ExecutionGrid {

  private final Grid<ExecutionRecord> grid = new Grid<>();
  private final boolean showAll;
  private Arguments arguments;
  private Consumer<ExecutionRecord> onRow = e -> {};
  private List<TaskInfo> tasks = List.of();
  private @Nullable DocketFeed feed;
  private @Nullable CursorList list;
  private @Nullable Place columns;
  private boolean held;
  private boolean narrow;

  ExecutionGrid(boolean showArguments) {
    showAll = showArguments;
    arguments = new Arguments(showAll, tasks);
    grid.addClassName("fill");
    grid.addThemeVariants(GridVariant.NO_BORDER);
    grid.setPageSize(CursorList.PAGE);
    grid.setSelectionMode(Grid.SelectionMode.NONE);
    grid.addItemClickListener(e -> onRow.accept(e.getItem()));
    grid.getElement().addEventListener("mouseenter", e -> hold(true));
    grid.getElement().addEventListener("mouseleave", e -> hold(false));
    grid.setEmptyStateText("");
  }

  Grid<ExecutionRecord> component() {
    return grid;
  }

  Arguments arguments() {
    return arguments;
  }

  void onRow(Consumer<ExecutionRecord> onRow) {
    this.onRow = onRow;
  }

  void tasks(List<TaskInfo> infos) {
    if (!infos.equals(tasks)) {
      tasks = infos;
      arguments = new Arguments(showAll, infos);
      grid.getDataProvider().refreshAll();
    }
  }

  void show(CursorList list, DocketFeed feed) {
    this.feed = feed;
    this.list = list;
    if (columns != list.query().place()) {
      columns = list.query().place();
      arrange(columns);
    }
    if (feed.isSilent()) {
      list.interrupt();
    }
    list.window(0, CursorList.PAGE);
    grid.setItems(query -> list.window(query.getOffset(), query.getLimit()).stream())
        .setIdentifierProvider(ExecutionRecord::key);
  }

  /** On a phone there are few columns, and what the others say is below the key. */
  void narrow(boolean narrow) {
    if (this.narrow != narrow) {
      this.narrow = narrow;
      if (columns != null) {
        arrange(columns);
      }
    }
  }

  private void arrange(Place place) {
    grid.removeAllColumns();
    if (narrow) {
      task("<span class='small ${item.tone}'>${item.more}</span>")
          .withProperty("more", e -> more(place, e))
          .withProperty("tone", e -> error(e).isEmpty() ? "secondary" : "bad-text");
      time(place).setWidth("6.4rem");
    } else {
      columns(place);
    }
    actions();
  }

  private String more(Place place, ExecutionRecord execution) {
    if (place == Place.RUNNING && execution.progress() != null) {
      return progressText(execution);
    }
    String error = error(execution);
    return error.isEmpty() ? arguments.line(execution.taskName(), execution.arguments()) : error;
  }

  /** While held, rows stay where they are. */
  void hold(boolean held) {
    this.held = held;
  }

  int size() {
    return list == null ? 0 : list.size();
  }

  boolean isEmpty() {
    return size() == 0 && (list == null || !list.hasMore());
  }

  boolean isInterrupted() {
    return list != null && list.isInterrupted();
  }

  boolean isCut() {
    return list != null && list.isCut();
  }

  void goOn() {
    if (list != null) {
      list.goOn();
      list.window(0, list.size() + CursorList.PAGE);
      grid.getDataProvider().refreshAll();
    }
  }

  /** Takes over a first page as far as that moves nothing; returns how many rows are not shown. */
  int follow(Page first) {
    if (list == null) {
      return 0;
    }
    if (list.isInterrupted()) {
      list.resume(first);
      grid.getDataProvider().refreshAll();
    }
    boolean same = list.startsWith(first);
    if (!same && !held && !list.isDeep()) {
      restart(first);
      return 0;
    }
    list.update(first).forEach(grid.getDataProvider()::refreshItem);
    return same ? 0 : list.unseen(first);
  }

  void restart(Page first) {
    if (list != null) {
      list.restart(first);
      grid.getDataProvider().refreshAll();
    }
  }

  private LitRenderer<ExecutionRecord> task(String below) {
    LitRenderer<ExecutionRecord> renderer =
        LitRenderer.<ExecutionRecord>of(
                "<div class='two-lines'><a class='plain strong' href='${item.href}' router-link>"
                    + "${item.task}</a><span class='mono secondary' title='${item.key}'>"
                    + ("${item.key}</span>" + below + "</div>"))
            .withProperty("task", ExecutionRecord::taskName)
            .withProperty("key", ExecutionRecord::key)
            .withProperty("href", this::href);
    grid.addColumn(renderer).setHeader("Task").setFlexGrow(2).setWidth("11rem");
    return renderer;
  }

  private void columns(Place place) {
    boolean failed = place == Place.FAILED;
    task("");
    time(place);
    if (place == Place.RUNNING) {
      progress();
    }
    if (failed) {
      grid.getColumns().getFirst().setFlexGrow(1).setWidth("9rem");
      failure();
    } else if (place == Place.CANCELLED) {
      text("Why", "", this::error).setFlexGrow(3);
    }
    text("Arguments", "mono secondary", e -> arguments.line(e.taskName(), e.arguments()))
        .setFlexGrow(failed ? 2 : 3);
    grid.addColumn(ExecutionRecord::attempt)
        .setHeader("Attempt")
        .setTextAlign(ColumnTextAlign.END)
        .setFlexGrow(0)
        .setWidth("5.5rem");
    if (place == Place.RUNNING || place.isTerminal()) {
      text("Worker", "secondary", e -> Objects.requireNonNullElse(e.worker(), ""))
          .setFlexGrow(1)
          .setWidth(failed ? "6rem" : "8rem");
    }
  }

  /** What went wrong comes first: the names of the types are long, and much the same. */
  private void failure() {
    grid.addColumn(
            LitRenderer.<ExecutionRecord>of(
                    "<div class='two-lines' title='${item.text}'><span class='small bad-text'>"
                        + "${item.message}</span><span class='secondary'>${item.type}</span></div>")
                .withProperty("text", this::error)
                .withProperty("message", e -> FailureText.of(error(e)).message())
                .withProperty("type", e -> FailureText.of(error(e)).type()))
        .setHeader("Error")
        .setFlexGrow(6)
        .setWidth("12rem");
  }

  private void actions() {
    grid.addColumn(
            LitRenderer.<ExecutionRecord>of(
                    "<vaadin-button theme='tertiary icon small' aria-label='Actions for"
                        + " ${item.key}' @click='${menu}'><vaadin-icon"
                        + " src='VAADIN/docket/icons.svg' symbol='ellipsis-vertical'></vaadin-icon>"
                        + "</vaadin-button>")
                .withProperty("key", ExecutionRecord::key)
                .withFunction("menu", e -> onRow.accept(e)))
        .setHeader(Html.text("", ""))
        .setFlexGrow(0)
        .setWidth("3.6rem");
  }

  private String href(ExecutionRecord execution) {
    return Urls.of("execution", Objects.requireNonNull(feed), Map.of("key", execution.key()));
  }

  private String error(ExecutionRecord execution) {
    return Objects.requireNonNullElse(execution.error(), "");
  }

  private Grid.Column<ExecutionRecord> text(
      String header,
      String classes,
      com.vaadin.flow.function.ValueProvider<ExecutionRecord, String> value) {
    return grid.addColumn(
            LitRenderer.<ExecutionRecord>of(
                    "<span class='" + classes + " small' title='${item.text}'>${item.text}</span>")
                .withProperty("text", value))
        .setHeader(header)
        .setWidth("8rem");
  }

  private Grid.Column<ExecutionRecord> time(Place place) {
    String kind =
        switch (place) {
          case SCHEDULED -> "until";
          case QUEUED, PARKED, RUNNING -> "age";
          default -> "ago";
        };
    String header =
        switch (place) {
          case SCHEDULED -> "Due";
          case QUEUED, PARKED -> "Waits for";
          case RUNNING -> "Runs for";
          default -> "Ended";
        };
    return grid.addColumn(
            LitRenderer.<ExecutionRecord>of(
                    "<docket-time kind='" + kind + "' at='${item.at}'></docket-time>")
                .withProperty("at", e -> millis(place, e)))
        .setHeader(header)
        .setFlexGrow(0)
        .setWidth("8rem");
  }

  private static double millis(Place place, ExecutionRecord execution) {
    return Times.millis(
        switch (place) {
          case SCHEDULED, QUEUED, PARKED -> execution.when();
          case RUNNING -> execution.startedAt();
          default -> execution.finishedAt();
        });
  }

  private void progress() {
    grid.addColumn(
            LitRenderer.<ExecutionRecord>of(
                    "<div class='cell-bar' title='${item.text}' ?hidden='${!item.has}'"
                        + "><div class='bar' style='--part:${item.part}'><i></i></div></div>")
                .withProperty("has", e -> e.progress() != null)
                .withProperty("part", ExecutionGrid::part)
                .withProperty("text", ExecutionGrid::progressText))
        .setHeader("Progress")
        .setFlexGrow(1)
        .setWidth("7rem");
  }

  private static double part(ExecutionRecord execution) {
    ProgressState progress = execution.progress();
    return progress == null || progress.total() <= 0
        ? 0
        : Math.min(1, (double) progress.current() / progress.total());
  }

  private static String progressText(ExecutionRecord execution) {
    ProgressState progress = execution.progress();
    if (progress == null) {
      return "";
    }
    String counts = progress.current() + " of " + progress.total();
    return progress.message() == null ? counts : counts + " · " + progress.message();
  }
}
