package dev.docket.dashboard.pages;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Numbers;
import dev.docket.operations.ErrorKind;
import dev.docket.operations.Place;
import dev.docket.operations.Query;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** What is looked for in a place, and how far that has got. */
final class SearchBar {

  private final TextField text = new TextField();
  private final Choice task = new Choice("Any task");
  private final Span found = Html.text("secondary small", "");
  private final Button further = new Button("Search further");
  private final Part error = new Part();
  private final Div bar = Html.div("toolbar", text, task, error, found, further);
  private final Consumer<Query> onSearch;
  private Query query = Query.in(Place.RUNNING);

  /** Tells what somebody looks for, and when somebody wants more looked at. */
  SearchBar(Consumer<Query> onSearch, Runnable onFurther) {
    this.onSearch = onSearch;
    text.setPlaceholder("Key, worker, error or argument");
    text.setAriaLabel("Search");
    text.setPrefixComponent(Html.icon("search"));
    text.setClearButtonVisible(true);
    text.setValueChangeMode(ValueChangeMode.LAZY);
    text.setValueChangeTimeout(400);
    text.addClassName("search");
    text.addValueChangeListener(e -> changed(e.isFromClient()));
    task.setAriaLabel("Task");
    task.addCustomValueSetListener(
        e -> {
          task.choose(e.getDetail());
          changed(true);
        });
    task.addValueChangeListener(e -> changed(e.isFromClient()));
    further.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
    further.setVisible(false);
    further.addClickListener(e -> onFurther.run());
  }

  Div component() {
    return bar;
  }

  private void changed(boolean byUser) {
    if (byUser) {
      String wantedTask = task.chosen();
      String wantedText = text.getValue().strip();
      onSearch.accept(
          new Query(
              query.place(),
              wantedTask.isEmpty() ? null : wantedTask,
              wantedText.isEmpty() ? null : wantedText,
              query.arguments(),
              query.error()));
    }
  }

  /** Shows what an address says. */
  void show(Query wanted) {
    query = wanted;
    String wantedText = Objects.requireNonNullElse(wanted.text(), "");
    if (!text.getValue().strip().equals(wantedText)) {
      text.setValue(wantedText);
    }
    task.choose(Objects.requireNonNullElse(wanted.task(), ""));
    error.show(wanted.error(), this::filter);
  }

  /** The one filter that has no field: it is chosen from what there is, and taken away here. */
  private NativeButton filter(ErrorKind kind) {
    NativeButton filter = new NativeButton();
    filter.add(
        Html.text("secondary", "Error"),
        Html.text("bad-text ellipsis", FailureText.of(kind.text()).message()),
        Html.icon("x"));
    filter.addClassNames("chip", "kind", "filter");
    filter.setTitle(kind.text());
    filter.setAriaLabel("Take away the filter for the error " + kind.text());
    filter.addClickListener(e -> onSearch.accept(query.withError(null)));
    return filter;
  }

  /** Offers these tasks. */
  void tasks(List<String> names) {
    task.offer(names);
  }

  /** Shows how far a search has got; nothing is said while Redis does not answer. */
  void showFound(ExecutionGrid grid) {
    boolean known = grid.isSearch() && grid.isStarted() && !grid.isInterrupted();
    found.setText(known ? found(grid) : "");
    further.setVisible(grid.isSearch() && (grid.mayGoOn() || (known && grid.isReading())));
    further.setEnabled(grid.mayGoOn());
    further.setText(grid.mayGoOn() ? "Search further" : "Searching…");
  }

  private static String found(ExecutionGrid grid) {
    String number = Numbers.of(grid.size());
    if (grid.isCut() || grid.isReading()) {
      return number + " found so far";
    }
    return (grid.hasMore() ? "First " + number : number) + " shown";
  }
}
