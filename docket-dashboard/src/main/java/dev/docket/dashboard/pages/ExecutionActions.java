package dev.docket.dashboard.pages;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import dev.docket.ExecutionRecord;
import dev.docket.ExecutionState;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.ui.Ask;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Json;
import dev.docket.dashboard.ui.Operator;
import dev.docket.dashboard.ui.Urls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The buttons for one execution: what its state allows, and nothing when actions are refused. */
final class ExecutionActions {

  private ExecutionActions() {}

  static List<Button> of(
      ExecutionRecord execution, DocketFeed feed, Operator operator, Arguments arguments) {
    List<Button> buttons = new ArrayList<>();
    if (!operator.mayAct()) {
      return buttons;
    }
    String key = execution.key();
    ExecutionState state = execution.state();
    if (state == ExecutionState.SCHEDULED) {
      buttons.add(runNow(key, operator));
    }
    if (state == ExecutionState.SCHEDULED || state == ExecutionState.QUEUED) {
      buttons.add(
          new Button(
              "Reschedule",
              Html.icon("calendar-clock"),
              e -> RescheduleDialog.open(key, execution.when(), operator)));
    }
    if (state == ExecutionState.FAILED) {
      buttons.add(requeue(key, operator));
    }
    if (!state.isTerminal()) {
      buttons.add(cancel(key, state, operator));
    }
    strikes(execution, feed, arguments).forEach(buttons::add);
    return buttons;
  }

  private static Button runNow(String key, Operator operator) {
    return new Button(
        "Run now",
        Html.icon("zap"),
        e ->
            Ask.before(
                "Run it now?",
                key + " becomes due at once. Limits and strikes still apply.",
                "Run now",
                false,
                () -> operator.runNow(key)));
  }

  private static Button requeue(String key, Operator operator) {
    Button button =
        new Button(
            "Requeue",
            Html.icon("rotate-ccw"),
            e ->
                Ask.before(
                    "Requeue it?",
                    key + " runs again, at once, from attempt 1.",
                    "Requeue",
                    false,
                    () -> operator.requeue(key)));
    button.addThemeName("primary");
    return button;
  }

  private static Button cancel(String key, ExecutionState state, Operator operator) {
    boolean runs = state == ExecutionState.RUNNING;
    Button button =
        new Button(
            "Cancel",
            Html.icon("circle-x"),
            e ->
                Ask.before(
                    "Cancel this execution?",
                    key
                        + (runs
                            ? " runs: its thread is interrupted. A handler that finishes anyway"
                                + " completes."
                            : " will not run, and is not retried."),
                    "Cancel execution",
                    true,
                    () -> operator.cancel(key)));
    button.addThemeName("error");
    return button;
  }

  /** The way to the form of a strike, which shows what it would hit before it is made. */
  private static List<Button> strikes(
      ExecutionRecord execution, DocketFeed feed, Arguments arguments) {
    List<Button> buttons = new ArrayList<>();
    buttons.add(strike("Strike this task", feed, Map.of("task", execution.taskName())));
    execution
        .arguments()
        .forEach(
            (name, value) -> {
              if (arguments.isOpen(execution.taskName(), name) && isPlain(value)) {
                Map<String, String> form = new LinkedHashMap<>();
                form.put("parameter", name);
                form.put("operator", "==");
                form.put("value", Json.write(value));
                buttons.add(strike("Strike " + name + " " + Json.write(value), feed, form));
              }
            });
    return buttons;
  }

  private static boolean isPlain(Object value) {
    return value instanceof String text
        ? text.length() <= 60
        : value instanceof Number || value instanceof Boolean;
  }

  private static Button strike(String label, DocketFeed feed, Map<String, String> form) {
    return new Button(
        label,
        Html.icon("ban"),
        e -> UI.getCurrent().navigate("strikes", Urls.parameters(feed, form)));
  }
}
