package dev.docket.dashboard.pages;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.ValueProvider;
import dev.docket.ExecutionRecord;
import dev.docket.ExecutionState;
import dev.docket.ProgressState;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Times;
import dev.docket.operations.Place;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The columns of a table of executions: which ones, and what they show. */
final class ExecutionColumns {

  private final Grid<ExecutionRecord> grid;
  private final Supplier<Arguments> arguments;
  private final Function<ExecutionRecord, String> address;
  private final Consumer<ExecutionRecord> menu;

  /** Asks where the page of an execution is, which arguments are shown, and who opens its menu. */
  ExecutionColumns(
      Grid<ExecutionRecord> grid,
      Supplier<Arguments> arguments,
      Function<ExecutionRecord, String> address,
      Consumer<ExecutionRecord> menu) {
    this.grid = grid;
    this.arguments = arguments;
    this.address = address;
    this.menu = menu;
  }

  /** On a phone there are few columns, and what the others say is below the key. */
  void arrange(Place place, boolean narrow) {
    grid.removeAllColumns();
    if (narrow) {
      task(place, "<span class='small lines ${item.tone}'>${item.more}</span>")
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
    return error.isEmpty() ? line(execution) : FailureText.of(error).message();
  }

  private String line(ExecutionRecord execution) {
    return arguments.get().line(execution.taskName(), execution.arguments());
  }

  private LitRenderer<ExecutionRecord> task(Place place, String below) {
    LitRenderer<ExecutionRecord> renderer =
        LitRenderer.<ExecutionRecord>of(
                "<div class='two-lines'><span title='${item.task}'><a class='plain strong'"
                    + " href='${item.href}' router-link>${item.task}</a> <span class='small warn-text'>${item.moved}"
                    + "</span></span><span class='mono secondary' title='${item.key}'>"
                    + ("${item.key}</span>" + below + "</div>"))
            .withProperty("task", ExecutionRecord::taskName)
            .withProperty("key", ExecutionRecord::key)
            .withProperty("moved", e -> moved(place, e))
            .withProperty("href", address::apply);
    grid.addColumn(renderer).setHeader("Task").setFlexGrow(2).setWidth("11rem");
    return renderer;
  }

  /** Rows stay where they are while somebody reads them, also when the execution has gone on. */
  private static String moved(Place place, ExecutionRecord execution) {
    ExecutionState state = execution.state();
    boolean here =
        switch (place) {
          case QUEUED, PARKED -> state == ExecutionState.QUEUED;
          default -> state.name().equals(place.name());
        };
    return here ? "" : "now " + state.name().toLowerCase(Locale.ROOT);
  }

  private void columns(Place place) {
    boolean failed = place == Place.FAILED;
    task(place, "");
    time(place);
    if (place == Place.RUNNING) {
      progress();
    }
    if (failed) {
      grid.getColumns().getFirst().setFlexGrow(1).setWidth("9rem");
      failure();
    } else if (place == Place.CANCELLED) {
      text("Why", "", ExecutionColumns::error).setFlexGrow(3);
    }
    text("Arguments", "mono secondary", this::line).setFlexGrow(failed ? 2 : 3);
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
                .withProperty("text", ExecutionColumns::error)
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
                .withFunction("menu", menu::accept))
        .setHeader(Html.text("", ""))
        .setFlexGrow(0)
        .setWidth("3.6rem");
  }

  private static String error(ExecutionRecord execution) {
    return Objects.requireNonNullElse(execution.error(), "");
  }

  private Grid.Column<ExecutionRecord> text(
      String header, String classes, ValueProvider<ExecutionRecord, String> value) {
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
                .withProperty("part", ExecutionColumns::part)
                .withProperty("text", ExecutionColumns::progressText))
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
