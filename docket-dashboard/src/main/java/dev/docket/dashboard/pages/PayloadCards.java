package dev.docket.dashboard.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.docket.ExecutionRecord;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What an execution was called with and what it returned, as far as that may be shown. */
final class PayloadCards {

  private final boolean showAll;
  private final Part arguments = new Part();
  private final Part result = new Part();

  PayloadCards(boolean showAll) {
    this.showAll = showAll;
  }

  List<Component> components() {
    return List.of(arguments, result);
  }

  /**
   * Parameters and their values.
   *
   * @param known whether a live worker tells which of them may be shown
   */
  private record Shown(Map<String, String> values, boolean known) {}

  void show(ExecutionPage.Whole whole, ExecutionRecord execution) {
    arguments.show(
        new Shown(
            whole.arguments(showAll).shown(execution.taskName(), execution.arguments()),
            whole.task() != null),
        PayloadCards::arguments);
    result.show(whole.result(), this::result);
  }

  private static Div arguments(Shown arguments) {
    Map<String, String> shown = arguments.values();
    Div card = Html.card("", "Arguments", "");
    if (shown.isEmpty()) {
      card.add(Html.text("secondary small", "It has none."));
      return card;
    }
    String text =
        shown.entrySet().stream()
            .map(e -> "  " + Json.write(e.getKey()) + ": " + e.getValue())
            .collect(Collectors.joining(",\n", "{\n", "\n}"));
    card.add(Html.code(text));
    if (shown.containsValue(Arguments.HIDDEN)) {
      card.add(
          hidden(
              arguments.known()
                  ? "Parameters marked @Logged are shown, all others are hidden."
                  : "Live workers tell which parameters are marked @Logged. None knows this task, so"
                      + " all are hidden."));
    }
    return card;
  }

  private Div result(String json) {
    Div card = Html.card("", "Result", "");
    card.add(
        showAll
            ? Html.code(Json.pretty(json))
            : hidden("It may hold what its arguments hold, so it is hidden."));
    return card;
  }

  private static Div hidden(String why) {
    return Html.div(
        "hidden-note secondary small",
        Html.icon("eye-off"),
        Html.text(why + " Start the dashboard with --show-arguments to show everything."));
  }
}
