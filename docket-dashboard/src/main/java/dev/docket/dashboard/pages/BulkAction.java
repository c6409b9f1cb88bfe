package dev.docket.dashboard.pages;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Span;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.ui.Aside;
import dev.docket.dashboard.ui.Ask;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Numbers;
import dev.docket.dashboard.ui.Operator;
import dev.docket.operations.Count;
import dev.docket.operations.Place;
import dev.docket.operations.Query;
import dev.docket.operations.Status;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Requeues what has failed, or cancels what is pending, of all that a query finds. */
final class BulkAction {

  private final Button button = new Button();
  private final ExecutionGrid grid;
  private final Supplier<Operator> operator;
  private Query query = Query.in(Place.RUNNING);
  private @Nullable Status status;
  private @Nullable DocketFeed feed;

  BulkAction(ExecutionGrid grid, Supplier<Operator> operator) {
    this.grid = grid;
    this.operator = operator;
    button.addClickListener(e -> ask());
  }

  Button component() {
    return button;
  }

  /** It is about these from now on. */
  void show(Query query, DocketFeed feed) {
    this.query = query;
    this.feed = feed;
    boolean possible = requeues() || !query.place().isTerminal();
    button.setVisible(operator.get().mayAct() && possible);
    button.setText(yes());
    button.setIcon(Html.icon(requeues() ? "rotate-ccw" : "list-x"));
    button.getElement().getThemeList().set("error", !requeues());
  }

  /** How many are where. */
  void counts(Status status) {
    this.status = status;
  }

  /** Nothing can be done about nothing. */
  void follow() {
    button.setEnabled(grid.isStarted() && !grid.isEmpty());
  }

  private boolean requeues() {
    return query.place() == Place.FAILED;
  }

  private String yes() {
    return requeues() ? "Requeue all" : "Cancel all";
  }

  private void ask() {
    Query which = query;
    boolean requeues = requeues();
    Span what = Html.text(sentence(which, (isKnown() ? "" : "at least ") + Numbers.of(number())));
    Ask.before(
        requeues ? "Requeue all that match?" : "Cancel all that match?",
        what,
        yes(),
        !requeues,
        () -> requeues ? operator.get().requeueAll(which) : operator.get().cancelAll(which));
    if (!isKnown() && feed != null) {
      Aside.read(
          feed,
          UI.getCurrent(),
          docket -> docket.operations().count(which),
          seen -> counted(which, seen.value(), what));
    }
  }

  private static void counted(Query which, @Nullable Count count, Span what) {
    if (count != null) {
      String number = (count.complete() ? "" : "at least ") + Numbers.of(count.found());
      what.setText(sentence(which, number));
    }
  }

  private static String sentence(Query which, String number) {
    return "All executions that are "
        + ExecutionsPage.word(which.place())
        + (which.task() == null ? "" : ", of task " + which.task())
        + (which.error() == null ? "" : ", with the error \"" + which.error().text() + "\"")
        + (which.text() == null ? "" : ", that contain \"" + which.text() + "\"")
        + " ("
        + number
        + " now)"
        + (which.place() == Place.FAILED
            ? ", run again from attempt 1. At most 10,000 at a time."
            : ", are cancelled. They are not retried. At most 10,000 at a time.");
  }

  /** Whether the page knows how many there are without reading more. */
  private boolean isKnown() {
    return query.isForAll()
        ? status != null
        : !grid.isCut() && !grid.isReading() && grid.size() < CursorList.PAGE;
  }

  private long number() {
    return query.isForAll() && status != null
        ? PlaceTabs.count(status, query.place())
        : grid.size();
  }
}
