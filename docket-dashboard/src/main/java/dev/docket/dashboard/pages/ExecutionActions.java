package dev.docket.dashboard.pages;

import com.vaadin.flow.component.button.Button;
import dev.docket.ExecutionRecord;
import dev.docket.ExecutionState;
import dev.docket.Strike;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.ui.Ask;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Json;
import dev.docket.dashboard.ui.Operator;
import java.util.ArrayList;
import java.util.List;

/** What can be done about one execution: what its state allows, and nothing to who only looks. */
final class ExecutionActions {

  /**
   * One of them.
   *
   * @param label what its button says
   * @param icon the name of the button's icon
   * @param theme the theme of the button; empty for none
   * @param ask asks, then does it
   */
  record Action(String label, String icon, String theme, Runnable ask) {

    Button button() {
      Button button = new Button(label, Html.icon(icon), e -> ask.run());
      if (!theme.isEmpty()) {
        button.addThemeName(theme);
      }
      return button;
    }
  }

  private ExecutionActions() {}

  static List<Action> of(
      ExecutionRecord execution, DocketFeed feed, Operator operator, Arguments arguments) {
    List<Action> actions = new ArrayList<>();
    if (!operator.mayAct()) {
      return actions;
    }
    String key = execution.key();
    ExecutionState state = execution.state();
    if (state == ExecutionState.SCHEDULED) {
      actions.add(runNow(key, operator));
    }
    if (state == ExecutionState.SCHEDULED || state == ExecutionState.QUEUED) {
      actions.add(
          new Action(
              "Reschedule",
              "calendar-clock",
              "",
              () -> RescheduleDialog.open(key, execution.when(), operator)));
    }
    if (state == ExecutionState.FAILED) {
      actions.add(requeue(key, operator));
    }
    if (!state.isTerminal()) {
      actions.add(cancel(key, state, operator));
    }
    actions.addAll(strikes(execution, feed, operator, arguments));
    return actions;
  }

  private static Action runNow(String key, Operator operator) {
    return new Action(
        "Run now",
        "zap",
        "",
        () ->
            Ask.before(
                "Run it now?",
                key + " becomes due at once. Limits and strikes still apply.",
                "Run now",
                false,
                () -> operator.runNow(key)));
  }

  private static Action requeue(String key, Operator operator) {
    return new Action(
        "Requeue",
        "rotate-ccw",
        "primary",
        () ->
            Ask.before(
                "Requeue it?",
                key + " runs again, at once, from attempt 1.",
                "Requeue",
                false,
                () -> operator.requeue(key)));
  }

  private static Action cancel(String key, ExecutionState state, Operator operator) {
    String what =
        state == ExecutionState.RUNNING
            ? " runs: its thread is interrupted. A handler that finishes anyway completes."
            : " will not run, and is not retried.";
    return new Action(
        "Cancel",
        "circle-x",
        "error",
        () ->
            Ask.before(
                "Cancel this execution?",
                key + what,
                "Cancel execution",
                true,
                () -> operator.cancel(key)));
  }

  private static List<Action> strikes(
      ExecutionRecord execution, DocketFeed feed, Operator operator, Arguments arguments) {
    List<Action> strikes = new ArrayList<>();
    Strike task = Strike.task(execution.taskName());
    strikes.add(strike("Strike this task", task, feed, operator));
    execution
        .arguments()
        .forEach(
            (name, value) -> {
              if (arguments.isOpen(execution.taskName(), name) && isPlain(value)) {
                Strike those = Strike.parameter(name, Strike.Operator.EQ, value);
                String label = "Strike " + name + " " + Json.write(value);
                strikes.add(strike(label, those, feed, operator));
              }
            });
    return strikes;
  }

  private static boolean isPlain(Object value) {
    return value instanceof String text
        ? text.length() <= 60
        : value instanceof Number || value instanceof Boolean;
  }

  private static Action strike(String label, Strike strike, DocketFeed feed, Operator operator) {
    return new Action(label, "ban", "", () -> StrikeQuestion.open(strike, feed, operator));
  }
}
